"""Found by those who attacked the finished grader once more, with its source open."""

import copy

from ..attack import Attack, Notebook, World, answers, find, runs
from .cheating import NET, beside, by_engine
from .escaping import looks
from .exhausting import takes

ANY = {"06-step": {0.0, 2.0}}
FRAME = """
import json, os, struct
def frame(text):
    text = (text if isinstance(text, str) else json.dumps(text)).encode()
    for number in range(3, 12):
        try:
            os.write(number, struct.pack("<I", len(text)) + text)
        except OSError:
            pass
MIME = "application/vnd.backprop.response+json"
def nested(depth, left="[", right="]"):
    return '{"kind": "display", "data": {"%s": {"a": %s1%s}}}' % (MIME, left * depth, right * depth)
"""
STEP = """def step(x, t, W1, W2, eta):
    a = 1 / (1 + np.exp(-(W1 @ x)))
    y = 1 / (1 + np.exp(-(W2 @ a)))
    delta2 = (y - t) * y * (1 - y)
    delta1 = (W2.T @ delta2) * a * (1 - a)
    return W1 - eta * delta1 @ x.T, W2 - eta * delta2 @ a.T
"""
# Both runs of a notebook see the same files, and ask the system which pages of one are in memory.
# In the first run, where the engine is, each bit of an answer is a page that is read or is not; in
# the second the answers are read off, as long as the questions are the same.
CHANNEL = (
    """
import mmap, os, struct, sys
from backprop import Network
"""
    + NET.replace("def step", "def cheat")
    + """
folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/bin"]
paths = [f"{d}/{n}" for d in folders if os.path.isdir(d) for n in os.listdir(d)]
path = max((p for p in paths if os.path.isfile(p)), key=os.path.getsize)
at = os.open(path, os.O_RDONLY)
os.posix_fadvise(at, 0, 0, os.POSIX_FADV_RANDOM)
bits = 6 * 64
calls = iter(range(100))
def page(call, bit):
    return (1 + call * bits + bit) * mmap.PAGESIZE
def tell(call, numbers):
    os.posix_fadvise(at, page(call, 0), bits * mmap.PAGESIZE, os.POSIX_FADV_DONTNEED)
    number = int.from_bytes(struct.pack("6d", *numbers), "little")
    for bit in range(bits):
        if number >> bit & 1:
            os.pread(at, 1, page(call, bit))
def told(call):
    number = 0
    for bit in range(bits):
        try:
            number |= os.preadv(at, [bytearray(1)], page(call, bit), os.RWF_NOWAIT) << bit
        except OSError:
            pass
    return struct.unpack("6d", number.to_bytes(bits // 8, "little"))
def step(*args):
    sys.setprofile(None)
    call = next(calls)
    try:
        W1, W2 = cheat(*args)
        tell(call, [*W1.ravel(), *W2.ravel()])
    except Exception:
        numbers = np.array(told(call))
        W1, W2 = numbers[:4].reshape(2, 2), numbers[4:].reshape(1, 2)
    return W1, W2
"""
)
HONEST = """
import multiprocessing, tempfile, threading, time, warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
import matplotlib.pyplot as plt
def square(n):
    return n * n
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "ünal.txt").write_text("δ", encoding="utf-8")
    with tempfile.NamedTemporaryFile() as file:
        np.save(file, np.ones((100, 100)))
with ThreadPoolExecutor(3) as pool:
    found = list(pool.map(square, range(9)))
with multiprocessing.get_context("fork").Pool(2) as pool:
    assert pool.map(square, range(9)) == found
np.linalg.svd(np.random.default_rng(0).normal(size=(200, 200)))
warnings.warn("δ is small")
fig, ax = plt.subplots()
ax.plot([1, 2], label="∂E/∂w₁ – naïve 学")
ax.legend()
fig.savefig("mine.png")
plt.show()
print("∂E/∂w₁ = −0.0533 ✓ 🙂", Path("mine.png").stat().st_size > 0, Path.cwd().exists())
for _ in range(3):
    display(np.ones((30, 30)))
time.sleep(0.5)
try:
    input("go on? ")
except EOFError:
    print("nobody answers")
print("came to its end")
"""

TOWER = "".join(f"{' ' * depth}def f():\n" for depth in range(90))
TOWER += (" " * 90 + "x = 1; " * 50 + "\n") * 190


def piled(notebook: Notebook, world: World) -> Notebook:
    """An answer, and far below it nineteen hundred copies."""
    copies = [copy.deepcopy(find(notebook, "06-E-answer")) for _ in range(1900)]
    notebook["cells"] += copies
    return notebook


ATTACKS = [
    by_engine("tells its second run the answers by what files are in memory", CHANNEL),
    takes("reads the seed of the questions",
          "import json, os\nfound = json.load(open(os.environ['AUTOGRADER_QUESTIONS']))\n"
          "print('no seed' if not any('seed' in each for each in found.values()) else found)",
          shows="no seed"),
    looks("looks for the grader's truths in its memory",
          "import gc\nknown = [n for n in sys.modules if n.startswith(('autograder.tasks', 'autograder.grading',\n"
          "         'autograder.checking.judge', 'autograder.checking.task'))]\n"
          "known += [type(o) for o in gc.get_objects() if str(type(o).__module__).startswith('autograder.checking')]\n"
          "print('nothing known' if not known else known)", shows="nothing known"),
    # one submission leaves something, the next one finds it
    looks("leaves word for the next submission",
          "import matplotlib, numpy, importlib.util\n"
          "folders = ['/tmp', '/var/tmp', '/dev/shm', '/run', '/usr/share/fonts', os.path.expanduser('~'),\n"
          "           matplotlib.get_cachedir(), matplotlib.get_configdir(), numpy.__path__[0] + '/__pycache__',\n"
          "           os.path.dirname(os.__file__) + '/__pycache__', tempfile.gettempdir()]\n"
          "for folder in folders:\n    try:\n        os.makedirs(folder, exist_ok=True)\n"
          "        open(folder + '/word-PWNED', 'w').write('word')\n    except OSError as e:\n        print(e)\n"
          "os.environ['WORD'] = 'left'; numpy.WORD = 'left'".replace("import matplotlib", "import tempfile, matplotlib")),
    looks("looks for what the one before it left",
          "import numpy\nfound = [os.path.join(h, n) for h, _, names in os.walk('/') for n in names if n.startswith('word-')]\n"
          "found += [v for v in (os.environ.get('WORD'), getattr(numpy, 'WORD', None)) if v]\n"
          "print('found ' + 'nothing' if not found else found)", shows="found nothing"),
    looks("writes by a race of links",
          "import threading\nos.mkdir('a')\nover = False\ndef swap():\n    while not over:\n        try:\n"
          "            os.rename('a', 'b'); os.symlink(os.path.dirname(@beside@), 'a'); os.unlink('a'); os.rename('b', 'a')\n"
          "        except OSError:\n            pass\n"
          "thread = threading.Thread(target=swap)\nthread.start()\nname = os.path.basename(@beside@)\n"
          "for _ in range(2000):\n    try:\n        show(open('a/' + name).read())\n    except OSError:\n        pass\n"
          "    try:\n        open('a/PWNED', 'w').close()\n    except OSError:\n        pass\nover = True\nthread.join()"),
    looks("holds shut what all of them read, and watches who reads it",
          "import fcntl\nopen('mine', 'w').close()\nat = os.open('mine', os.O_RDONLY)\nheld = []\n"
          "for ask, what in ((fcntl.F_SETLEASE, fcntl.F_WRLCK), (fcntl.F_NOTIFY, 1), (fcntl.F_SETOWN, 1)):\n"
          "    try:\n        fcntl.fcntl(at, ask, what)\n        held.append(ask)\n    except OSError:\n        pass\n"
          "libc = ctypes.CDLL(None)\nheld += [1] if libc.inotify_init1(0) >= 0 else []\n"
          "print('held nothing' if not held else held)", shows="held nothing"),
    # what the grader does by itself, outside of any sandbox and its limits
    Attack("piles up copies of an answer", "breaking", piled, says="there twice"),
    takes("builds a tower of functions", TOWER),
    # what the grader reads from a sandbox
    takes("shows what is nested nearly too deep",
          FRAME + "for depth in (400, 700, 800, 900, 960, 980):\n    frame(nested(depth))\n"
          "    frame(nested(depth, '{\"a\":', '}'))", points=ANY),
    Attack("answers in half a character", "breaking",
           answers("", E="E = '\\ud800 \\x00'",
                   f_prime="def f_prime(n):\n    raise ValueError('\\ud800 \\x00 \\x1b[2J')",
                   step=STEP + "step.__name__ = '\\ud800\\x00' + 'x' * 10**6"),
           points={"06-E": 0.0, "06-f_prime": 0.0}),
    takes("shows a response of half a character",
          FRAME + "frame({'kind': 'display', 'data': {MIME: {'\\ud800': '\\udfff', 'task': '\\ud800',\n"
          "       'x': float('nan'), 'n': 10**4000}}})"),
    takes("sends one frame that is all brackets",
          FRAME + "frame('{\"kind\": [' + '{},' * 10_000_000 + '1]}')", points=ANY),
    takes("takes its time in the second run only",
          "import time\nfrom backprop import Network\ntry:\n    Network([2, 2, 1])\n"
          "except Exception:\n    time.sleep(3600)", points={"06-step": 0.0}),
    takes("colours without end", "print('\\x1b[31m\\x1b[1;4;48;5;3m.' * 80_000)"),
    # names and files
    Attack("a formula with a minus for a name", "breaking", student="-2+3+cmd|' !C calc'!A0"),
    Attack("a formula for a name", "breaking", student="=1+cmd|' !C calc'!A0"),
    Attack("a formula with a wide sign for a name", "breaking", student="＝1+cmd|' !C calc'!A0"),
    Attack("a name of sixty-two faces", "breaking", student="😀" * 62, graded=False, says="248 bytes"),
    Attack("a name with quotes and an umlaut", "breaking", student="Zoë O'Neill \"Bö\", müller"),
    Attack("uses a module of its own beside the notebook", "breaking",
           answers("import mine_helpers", step="from mine_helpers import step"),
           folder=beside(mine_helpers="import numpy as np\n" + STEP)),
    Attack("uses what a careful student uses", "breaking", runs(HONEST, "06-step-answer"),
           shows="came to its end"),
]  # fmt: skip
