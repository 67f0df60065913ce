"""Submissions that want all of the machine: time, memory, processes, files, output, disk.

Every one is small enough to do no harm where a limit should fail. Each stands in front of the last
answer: what was answered before it keeps its points.
"""

from ..attack import Attack, answers, insert, runs

ANY = {"06-step": {0.0, 2.0}}  # whether the last cells came to run depends on what was hit
LOST = {"06-step": 0.0}


def takes(name: str, source: str, **more: object) -> Attack:
    """A right submission that takes what it can before its last answer."""
    return Attack(name, "exhausting", runs(source, "06-step-answer"), **more)  # type: ignore[arg-type]


ATTACKS = [
    # time
    takes("loops forever", "while True:\n    pass", points=LOST),
    takes("loops forever and catches everything",
          "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
          points=LOST),
    takes("sleeps with every signal blocked",
          "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ntime.sleep(3600)",
          points=LOST),
    takes("computes one number without end", "len(str(9 ** 9 ** 8))", points=LOST),
    takes("matches a pattern without end",
          "import re\nre.match('(a|a)*$', 'a' * 40 + 'b')", points=LOST),
    Attack("answers with a function that never returns", "exhausting",
           answers("", step="def step(*args):\n    while True:\n        try:\n            pass\n"
                   "        except BaseException:\n            pass"), points=LOST),
    takes("stops the clock",
          "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\n"
          "time.monotonic = time.time = lambda: 0.0\nwhile True:\n    pass", points=LOST),
    # memory
    takes("fills the memory with one array", "import numpy as np\na = np.ones(10**10)"),
    takes("fills the memory little by little", "held = []\nwhile True:\n    held.append(bytearray(10**7))", points=ANY),
    takes("fills the memory and catches the error",
          "held = []\nfor _ in range(10**4):\n    try:\n        held.append(bytearray(10**7))\n"
          "    except MemoryError:\n        pass", points=ANY),
    takes("fills the memory in many processes",
          "import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n        held = bytearray(2 * 10**8)\n"
          "        held[::4096] = b'x' * len(held[::4096])\n        time.sleep(60)\n        os._exit(0)\n"
          "time.sleep(5)", points=ANY),
    takes("fills the memory that it shares",
          "import mmap\nheld = []\nwhile len(held) < 300:\n    m = mmap.mmap(-1, 10**7)\n    m.write(b'x' * 10**7)\n"
          "    held.append(m)", points=ANY),
    takes("recurses until the stack is full",
          "import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    return f()\nf()", points=ANY),
    takes("recurses in C until the stack is full",
          "import sys\nsys.setrecursionlimit(10**8)\nx = []\nfor _ in range(10**6):\n    x = [x]\nrepr(x)", points=ANY),
    # processes
    takes("forks a bomb",
          "import os, time\nmade = 0\nfor _ in range(500):\n    try:\n        if os.fork() == 0:\n"
          "            time.sleep(60)\n            os._exit(0)\n        made += 1\n    except OSError as e:\n"
          "        print(made, e)\n        break", points=ANY),
    takes("forks children that fork",
          "import os, time\nfor _ in range(9):\n    try:\n        os.fork()\n    except OSError:\n        time.sleep(60)\n"
          "time.sleep(2)", points=ANY),
    takes("starts a bomb in the shell",
          "import subprocess\nsubprocess.run(['bash', '-c', 'for i in $(seq 300); do sleep ' + @mark@ + ' & done; wait'],\n"
          "               timeout=3)", points=ANY),
    takes("starts threads",
          "import threading, time\nfor n in range(2000):\n    try:\n"
          "        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
          "    except RuntimeError as e:\n        print(n, e)\n        break", points=ANY),
    # files
    takes("opens too many files", "held = [open('/dev/null') for _ in range(10**5)]"),
    takes("holds too many pipes", "import os\nheld = [os.pipe() for _ in range(10**5)]", points=ANY),
    takes("fills the disk with one file",
          "with open('big', 'wb') as file:\n    for _ in range(400):\n        file.write(b'x' * 10**6)"),
    takes("fills the disk with many files",
          "import os\nfor n in range(300):\n    with open(f'/tmp/{n}', 'wb') as file:\n        file.write(b'x' * 10**6)"),
    takes("fills the disk with empty files", "for n in range(50_000):\n    open(str(n), 'w').close()"),
    takes("fills the disk with holes",
          "with open('holes', 'wb') as file:\n    file.truncate(10**13)"),
    takes("fills the shared memory",
          "for n in range(300):\n    with open(f'/dev/shm/{n}', 'wb') as file:\n        file.write(b'x' * 10**6)"),
    takes("nests folders",
          "import os\nfor n in range(50_000):\n    os.mkdir('d')\n    os.chdir('d')", points=ANY),
    # output
    takes("prints without end", "while True:\n    print('x' * 1000)"),
    takes("prints one endless line", "print('x' * 50_000_000)"),
    takes("prints to the end in threads",
          "import threading\ndef flood():\n    for _ in range(10**5):\n        print('x' * 1000)\n"
          "for _ in range(4):\n    threading.Thread(target=flood, daemon=True).start()\nflood()"),
    takes("prints and catches the interruption",
          "for _ in range(10**5):\n    try:\n        print('x' * 1000)\n    except BaseException:\n        pass"),
    takes("shows without end",
          "from IPython.display import display\nfor _ in range(10**5):\n    display({'text/plain': 'x' * 100}, raw=True)"),
    takes("shows a picture of fifty megabytes",
          "from IPython.display import Image\nImage(b'x' * 50_000_000, format='png')"),
    takes("raises an error of fifty megabytes", "raise ValueError('x' * 50_000_000)"),
    takes("raises an error that cannot be printed",
          "class E(Exception):\n    def __str__(self):\n        raise E\n    __repr__ = __str__\nraise E"),
    takes("floods the grader with frames",
          "import json, os, struct\ntext = json.dumps({'kind': 'stream', 'name': 'stdout', 'text': 'x' * 10**6}).encode()\n"
          "for _ in range(200):\n    for number in range(3, 12):\n        try:\n"
          "            os.write(number, struct.pack('<I', len(text)) + text)\n        except OSError:\n            pass",
          points=ANY),
    takes("floods the terminal",
          "import os\nfor _ in range(3000):\n    os.write(1, b'x' * 10**5)\n    os.write(2, b'x' * 10**5)"),
    Attack("prints two megabytes in each of forty cells", "exhausting",
           lambda notebook, world: [
               insert(notebook, "06-step-answer", "print('x\\n' * 999_000)", f"mine{n}") for n in range(40)
           ] and notebook),
    takes("floods the grader with outputs that it must build",
          "import json, os, struct\ntexts = [json.dumps(d).encode() for d in ({'kind': 'error', 'ename': 'E', 'evalue': '',\n"
          "    'traceback': []}, {'kind': 'clear'}, {'kind': 'display', 'data': {}, 'id': 'x'},\n"
          "    {'kind': 'display', 'data': {'text/plain': 'y'}, 'id': 'x', 'update': True})]\n"
          "raw = b''.join(struct.pack('<I', len(t)) + t for t in texts)\n"
          "for _ in range(20_000):\n    for number in range(3, 12):\n        try:\n            os.write(number, raw)\n"
          "        except OSError:\n            pass", points=ANY),
    # answers
    Attack("answers with too much", "exhausting",
           answers("", E="E = 10 ** 100_000",
                   f_prime="import numpy as np\nf_prime = lambda n: np.ones(10**7)",
                   step="step = lambda *a: [['x' * 10**6] * 1000] * 1000"),
           points={"06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0}),
    Attack("answers with what is nested without end", "exhausting",
           answers("", E="E = []\nE.append(E)",
                   f_prime="x = []\nfor _ in range(10**5):\n    x = [x]\nf_prime = lambda n: x",
                   step="class Endless(list):\n    def __iter__(self):\n        while True:\n            yield 1.0\n"
                   "step = lambda *a: Endless([1])"),
           points={"06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0}),
    takes("dumps its core",
          "import os\nheld = bytearray(3 * 10**8)\nos.abort()", points=LOST),
]  # fmt: skip
