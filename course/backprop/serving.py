"""Run JupyterLab on the course, quietly, until it is stopped."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from backprop.lab import INDEX, LabError

NEWS = "@jupyterlab/apputils-extension:announcements"
# Without this every second answer of a live widget waits 40 ms: the system holds a small message
# back until the one before it is acknowledged (Nagle), and the browser acknowledges late.
PROMPT = """
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    async def connect(self):
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


get_config().ServerApp.kernel_websocket_connection_class = PromptConnection
"""


def serve(folder: Path, *, browser: bool = True) -> int:
    """Run JupyterLab on a folder until it is stopped; the exit status is 0 however that happens."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise LabError(f"JupyterLab is missing. Run: {sys.executable} -m pip install jupyterlab")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # a closed terminal does as Ctrl-C does
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    with tempfile.TemporaryDirectory(prefix="backprop-lab-", ignore_cleanup_errors=True) as scratch:
        log = Path(scratch, "log.txt")
        with log.open("wb") as output:
            server = subprocess.Popen(
                _command(folder, browser=browser),
                env=_environment(Path(scratch)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches this process alone, which asks no question
            )
        try:
            if url := _wait_for_url(server, Path(scratch)):
                print(f"The course is open at {url}\nCtrl-C stops it.", flush=True)
            if server.wait() != 0:
                raise LabError(f"JupyterLab stopped by itself. Its last words:\n{_tail(log)}")
        except KeyboardInterrupt:
            pass
        finally:
            _stop(server)
    return 0


def _command(folder: Path, *, browser: bool) -> list[str]:
    """JupyterLab on the index of a folder, without its log."""
    # -P: a file of the student's that is called random.py is not imported in place of Python's.
    command = [sys.executable, "-P", "-m", "jupyterlab"]
    command += [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{INDEX}"]
    command.append("--log-level=WARN")
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else to be
    return command


def _environment(scratch: Path) -> dict[str, str]:
    """Settings of this server's own, beside the user's.

    A runtime folder, so that the server's address is found there and nowhere else; workspaces, so
    that the course opens at its index and not among the tabs of other work; a page without
    Jupyter's news and update notices; and a server that holds no message back.
    """
    page = scratch / "config" / "labconfig" / "page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text(json.dumps({"disabledExtensions": {NEWS: True}}), encoding="utf-8")
    (page.parents[1] / "jupyter_server_config.py").write_text(PROMPT, encoding="utf-8")
    configs = [str(scratch / "config"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return os.environ | {
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTERLAB_WORKSPACES_DIR": str(scratch / "workspaces"),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, configs)),
    }


def _wait_for_url(server: subprocess.Popen[bytes], scratch: Path) -> str | None:
    """The address of the index, with the token; None if the server ended before it had one."""
    while server.poll() is None:
        for file in scratch.glob("runtime/jpserver-*.json"):
            try:
                info = json.loads(file.read_text(encoding="utf-8"))
            except ValueError:  # still being written
                continue
            if _answers(info["hostname"], info["port"]):  # the file is there a little earlier
                token = f"?token={info['token']}" if info["token"] else ""
                return f"{info['url']}lab/tree/{INDEX}{token}"
        time.sleep(0.05)
    return None


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels; a second Ctrl-C, or ten seconds, end it the hard way."""
    try:
        server.terminate()
        server.wait(timeout=10)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        server.kill()
        server.wait()


def _tail(log: Path, lines: int = 5) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
