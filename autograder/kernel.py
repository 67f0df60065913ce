"""A Jupyter kernel of this very Python, whatever kernel a notebook names.

The notebook of a student may name a kernel that is not installed here, and a kernel called
`python3` may belong to another environment. Kernels talk over sockets in a private folder, so
that two kernels that start at the same moment cannot be given the same network port.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from autograder.places import PACKAGE

# What a kernel may see of the environment that started it. Passwords and tokens stay outside.
PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "MPLCONFIGDIR", "SYSTEMROOT")


class ThisPython(KernelSpecManager):
    """Finds one kernel, under every name: the interpreter that is running."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel of `sys.executable`."""
        return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())


class Kernel(AsyncKernelManager):
    """What nbclient starts. Plugs in as its `kernel_manager_class`."""

    def __init__(self, **kwargs: Any) -> None:
        """Start from a private folder for the connection file and the sockets."""
        self._folder = tempfile.mkdtemp(prefix="kernel-")
        if sys.platform != "win32":
            kwargs["transport"] = "ipc"
        kwargs["connection_file"] = os.path.join(self._folder, "k.json")
        super().__init__(kernel_spec_manager=ThisPython(), **kwargs)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if not restart:
            shutil.rmtree(self._folder, ignore_errors=True)

    cleanup_resources = _async_cleanup_resources


def environment(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a kernel whose private folder is `home`.

    Both packages come from this checkout, or from the environment that they are installed in. One
    thread for linear algebra: the networks are tiny, and many kernels run side by side.
    """
    path = [os.environ.get("PYTHONPATH", "")]
    if (PACKAGE.parent / "course" / "backprop").is_dir():
        path = [str(PACKAGE.parent), str(PACKAGE.parent / "course"), *path]
    return {
        **{name: os.environ[name] for name in PASSED if name in os.environ},
        "PYTHONPATH": os.pathsep.join(filter(None, path)),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": str(home / ".ipython"),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **extra,
    }
