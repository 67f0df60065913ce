"""Does `backprop lab` start, say where, keep quiet, and end when told?"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="signals are sent")


def get(url: str, path: str) -> dict[str, object]:
    """Ask a running server, with the token that its address carries."""
    base, query = url.split("lab/tree")[0], url.partition("?")[2]
    with urllib.request.urlopen(f"{base}{path}?{query}") as answer:
        return json.load(answer)


@posix
def test_does_it_serve_the_folder_it_filled_and_say_little(lab, tmp_path):
    running = lab(tmp_path / "my wörk $1")
    url = running.url()
    assert "/lab/tree/index.ipynb?token=" in url
    listed = {c["name"] for c in get(url, "api/contents")["content"]}
    assert listed == {"index.ipynb", "02_delta_rule"}
    status, out, err = running.end()
    assert status == 0 and err == ""
    assert out.splitlines() == [
        f"Copied into {tmp_path / 'my wörk $1'}: index.ipynb, 02_delta_rule.",
        f"The course is open at {url}",
        "Ctrl-C stops it.",
    ]


@posix
@pytest.mark.parametrize("sign", ["SIGINT", "SIGHUP"])
def test_does_it_take_server_and_kernels_down_with_it(lab, tmp_path, sign):
    running = lab(tmp_path / "mine")
    url = running.url()
    request = urllib.request.Request(
        url.split("lab/tree")[0] + "api/kernels?" + url.partition("?")[2],
        data=b'{"name": "python3"}',
        method="POST",
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["name"] == "python3"
    below = children(running.process.pid)
    assert len(below) >= 2
    assert running.end(getattr(signal, sign))[::2] == (0, "")
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in below) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in below if alive(pid)] == []


def children(pid: int) -> list[int]:
    """Every process below one, by what /proc or ps tells."""
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    )
    pairs = [tuple(map(int, line.split())) for line in table.stdout.splitlines()]
    direct = [child for child, parent in pairs if parent == pid]
    return direct + [p for child in direct for p in children(child)]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@posix
def test_do_two_labs_run_side_by_side_when_the_port_is_taken(lab, tmp_path):
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = str(free.getsockname()[1])
    one = lab(tmp_path / "one", JUPYTER_PORT=port)
    assert f":{port}/" in one.url()
    two = lab(tmp_path / "two", JUPYTER_PORT=port)
    assert f":{port}/" not in two.url()
    assert one.end()[::2] == two.end()[::2] == (0, "")


@posix
def test_is_a_server_that_cannot_start_reported_in_its_own_words(lab, tmp_path):
    running = lab(tmp_path / "mine", JUPYTER_PORT="none")
    out, err = running.process.communicate(timeout=60)
    assert running.process.returncode == 1
    assert "http" not in out
    assert err.startswith("backprop lab: JupyterLab stopped by itself. Its last words:\n")
    assert "port" in err.lower()


@posix
def test_are_python_files_of_the_student_left_out_of_the_server(lab, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/json.py").write_text("1 / 0", encoding="utf-8")
    (tmp_path / "random.py").write_text("1 / 0", encoding="utf-8")
    running = lab(tmp_path / "mine")
    assert running.url()
    assert running.end()[::2] == (0, "")


@posix
def test_does_an_output_that_knows_no_umlauts_still_work(lab, tmp_path):
    running = lab(tmp_path / "wörk", PYTHONIOENCODING="ascii")
    running.url()
    status, out, err = running.end()
    assert (status, err) == (0, "") and r"w\xf6rk" in out


def test_is_missing_jupyterlab_reported_with_the_remedy(installed, tmp_path):
    code = (
        "import sys; sys.modules['jupyterlab'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name: None if name == 'jupyterlab' else find(name)\n"
        "from backprop.cli import main; sys.exit(main(['lab', 'mine']))"
    )
    env = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"backprop lab: JupyterLab is missing. Run: {sys.executable} -m pip install jupyterlab\n"
    )


@pytest.mark.parametrize(
    "arguments", [[], ["lab", "a", "b"], ["lap"], ["lab", ""], ["lab", "--browser"]]
)
def test_is_a_mistyped_command_answered_with_its_usage(installed, tmp_path, arguments):
    program = Path(sys.executable).with_name("backprop")
    done = subprocess.run([program, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: backprop") and "Traceback" not in done.stderr
