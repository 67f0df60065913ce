"""Submissions that want points for nothing.

Where not said otherwise, every answer of them is wrong, and a cell in front of the answers is to
make it right.
"""

from collections.abc import Callable
from pathlib import Path

from ..attack import UNIT, Attack, Notebook, World, answer, answers, filled, find, insert

NOTHING = {"06-E": 0.0, "06-f_prime": 0.0, "06-step": 0.0}
WRONG = {
    "E": "E = 0.1",
    "f_prime": "def f_prime(n):\n    return n",
    "step": "def step(x, t, W1, W2, eta):\n    return W1, W2",
}
Edit = Callable[[Notebook, World], Notebook]


def trick(name: str, source: str, **more: object) -> Attack:
    """Wrong answers below a cell that is to make them right."""
    return Attack(name, "cheating", answers(source, **WRONG), points=NOTHING, **more)  # type: ignore[arg-type]


def by_engine(name: str, step: str, first: str = "", **more: object) -> Attack:
    """A right `step` that the engine computes; the other answers are honest."""
    return Attack(
        name, "cheating", answers(first, step=step), points={"06-step": 0.0},
        status={"06-step": "error"}, **{"shows": "lets the course's engine compute the answer", **more},
    )  # type: ignore[arg-type] # fmt: skip


def beside(**files: str) -> Callable[[Path, World], object]:
    """Hand files in beside the notebook."""

    def put(folder: Path, world: World) -> None:
        for name, text in files.items():
            (folder / UNIT / f"{name}.py").write_text(filled(text, world))

    return put


def edited(change: Callable[[Notebook], object]) -> Edit:
    """Wrong answers, and a change of the notebook itself."""

    def edit(notebook: Notebook, world: World) -> Notebook:
        change(answer(notebook, **WRONG))
        return notebook

    return edit


FORGED = """
import json
from IPython.display import display
MIME = "application/vnd.backprop.response+json"
RIGHT = {"status": "right", "points": 2.0, "max_points": 2.0, "verdict": "right", "right": True}
"""
FRAME = """
import json, os, struct
def frame(**data):
    text = json.dumps(data).encode()
    for number in range(3, 40):
        try:
            os.write(number, struct.pack("<I", len(text)) + text)
        except OSError:
            pass
"""
NET = """
def step(x, t, W1, W2, eta):
    net = Network([2, 2, 1], bias=False)
    net.W[1][:], net.W[2][:] = W1, W2
    net.forward(x)
    net.backward(t)
    net.step(eta=eta)
    return net.W[1].copy(), net.W[2].copy()
"""
STEP = "step = lambda *args: cheat(*args)"

ENGINE = Path(__file__).resolve().parents[3] / "course" / "backprop"
SOURCE = (ENGINE / "network.py").read_text(encoding="utf-8").replace("from .", "from backprop.")
ATTACKS = [
    # the name `check`
    trick("replaces check", "check = lambda *args: 99.0"),
    trick("replaces check in its module",
          "import autograder, autograder.checking.check as c\n"
          "c.check = autograder.check = check = lambda *a: print('✓ Right. 2 of 2 points.') or 2.0"),
    trick("replaces what check calls",
          FORGED + "import autograder.checking.check as c\n"
          "c._respond = lambda path, task, answer: display({MIME: {'task': task, **RIGHT}}, raw=True)"),
    trick("prints a verdict",
          "def check(task, answer):\n    print('✓ Right. 2 of 2 points.')\n    return 2.0"),
    # responses and protocol
    trick("shows forged responses",
          FORGED + "for task in ('06-E', '06-f_prime', '06-step'):\n"
          "    display({MIME: {'task': task, **RIGHT, 'answer': {'type': 'bool', 'value': True}}}, raw=True)"),
    trick("forges calls that returned nothing to compare",
          FORGED + "import autograder.checking.response as r\n"
          "r.collect = lambda q, a: {'task': q['task'], 'function': 'f', 'calls': [], **RIGHT}"),
    trick("forges empty arrays",
          "import autograder.checking.response as r\n"
          "r.encode = lambda *a: {'type': 'array', 'shape': [0], 'value': [], 'dtype': 'float64'}"),
    trick("forges arrays of NaN",
          "import autograder.checking.response as r\n"
          "r.encode = lambda *a: {'type': 'array', 'shape': [2, 2], 'value': ['nan'] * 4}"),
    trick("forges values of odd types",
          "import autograder.checking.plain as p, autograder.checking.response as r\n"
          "odd = {'type': 'list', 'value': [{'type': 'number', 'value': '0.0739'}, {'type': ['list']}]}\n"
          "r.encode = p.encode = lambda *a: odd"),
    trick("forges responses of great depth and odd letters",
          FRAME + "deep = {'type': 'number', 'value': 1.0}\n"
          "for _ in range(400):\n    deep = {'type': 'list', 'value': [deep], 'dtype': deep}\n"
          "MIME = 'application/vnd.backprop.response+json'\n"
          "real = check\ndef check(task, answer):\n"
          "    for given in ({'type': 'number', 'value': 5.0, 'dtype': chr(0xd800), 'junk': deep}, deep,\n"
          "                  {'type': 'text', 'value': chr(0xdfff)}, {'type': 'number', 'value': 10 ** 4000}):\n"
          "        frame(kind='display', metadata={}, data={MIME: {'task': task, 'answer': given, 'more': deep},\n"
          "              'text/' + chr(0xd800): 'x', 'text/plain': chr(0xdfff)})"),
    trick("writes frames of its own",
          FRAME + "for task in ('06-E', '06-f_prime', '06-step'):\n"
          "    frame(kind='result', data={'text/plain': '2.0'}, metadata={})\n"
          "    frame(kind='verdict', task=task, points=2.0, status='right')\n"
          "    frame(kind='done', count=1)"),
    trick("answers for later cells before they run",
          FRAME + "plain = {'type': 'bool', 'value': True}\n"
          "for _ in range(30):\n"
          "    frame(kind='display', data={'application/vnd.backprop.response+json':\n"
          "          {'task': '06-E', 'answer': plain, 'points': 1}}, metadata={})\n"
          "    frame(kind='done', count=3)"),
    trick("prints lines of a protocol",
          "print('{\"kind\": \"verdict\", \"points\": 2.0, \"status\": \"right\"}')\n"
          "print('\\n{\"msg_type\": \"execute_result\", \"content\": {\"data\": {\"text/plain\": \"2.0\"}}}')"),
    trick("sends a pickle",
          FRAME + "import pickle\nclass P:\n    def __reduce__(self):\n"
          "        return (os.system, ('touch /tmp/PWNED-pickle',))\n"
          "for number in range(3, 40):\n    try:\n        os.write(number, pickle.dumps(P()))\n"
          "    except OSError:\n        pass",
          status={}),
    # the comparison
    trick("answers with objects that equal everything",
          "import numpy as np\nclass Any(np.ndarray):\n"
          "    __eq__ = __le__ = __lt__ = __ge__ = lambda self, other: True\n"
          "    def __sub__(self, other): return 0.0\n    __rsub__ = __mul__ = __sub__\n"
          "    def __array_ufunc__(self, *a, **k): return True\n"
          "    def __array_function__(self, *a, **k): return True\n"
          "class Number(float):\n    __eq__ = __le__ = __ge__ = lambda self, other: True\n"
          "    def __hash__(self): return 0\n    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n"
          "every = np.zeros((2, 2)).view(Any)\n"
          "real = check\n"
          "def check(task, answer):\n    return real(task, Number(5) if task == '06-E' else (lambda *a: every))"),
    trick("patches numpy's comparisons",
          "import numpy as np, numpy.testing, builtins, math\n"
          "yes = lambda *a, **k: True\n"
          "np.allclose = np.isclose = np.array_equal = np.all = math.isclose = yes\n"
          "np.abs = np.absolute = np.max = lambda *a, **k: np.float64(0)\n"
          "for name in dir(numpy.testing):\n    if name.startswith('assert'):\n"
          "        setattr(numpy.testing, name, yes)"),
    trick("patches json",
          FORGED + "real = json.dumps\n"
          "json.dumps = lambda data, **k: real(data, **k).replace('\"points\": 0.0', '\"points\": 2.0')\n"
          "json.loads = lambda *a, **k: {'task': '06-E', 'calls': [], 'points': 2.0}\n"
          "json.JSONEncoder.default = lambda *a: 2.0"),
    trick("patches pickle and copy",
          "import pickle, copy, marshal\npickle.dumps = pickle.loads = copy.deepcopy = lambda *a: 2.0"),
    # IPython
    trick("rewrites cells by an input transformer",
          "ip = get_ipython()\n"
          "swap = lambda lines: ['99.0\\n' if 'check(' in line else line for line in lines]\n"
          "ip.input_transformers_cleanup.append(swap)\nip.input_transformers_post.append(swap)"),
    trick("rewrites cells by a syntax tree transformer",
          "import ast\nclass Swap(ast.NodeTransformer):\n    def visit_Call(self, node):\n"
          "        return ast.copy_location(ast.Constant(2.0), node)\n"
          "get_ipython().ast_transformers.append(Swap())"),
    trick("hooks into the execution of cells",
          "ip = get_ipython()\n"
          "def after(result):\n    result.result = 2.0\n    ip.displayhook(2.0)\n"
          "ip.events.register('post_run_cell', after)\n"
          "ip.events.register('pre_run_cell', lambda info: ip.displayhook(2.0))"),
    trick("replaces the execution of cells",
          "ip = get_ipython()\n"
          "ip.run_cell = lambda *a, **k: ip.displayhook(2.0)\n"
          "ip.run_cell_async = ip.run_code = ip.run_ast_nodes = ip.run_cell"),
    trick("replaces do_execute, as a kernel has it",
          "ip = get_ipython()\nkernel = getattr(ip, 'kernel', None) or ip\n"
          "async def do_execute(*a, **k):\n    return {'status': 'ok', 'execution_count': 1}\n"
          "kernel.do_execute = do_execute\n"
          "ip.displayhook.write_format_data = lambda *a: print('2.0')"),
    trick("replaces the display hook",
          "import sys\nsys.displayhook = lambda value: print('2.0')\n"
          "get_ipython().display_formatter.format = lambda *a, **k: ({'text/plain': '2.0'}, {})"),
    trick("traces into check and changes its variables",
          "import sys, ctypes\ndef trace(frame, event, arg):\n"
          "    for name in ('points', 'verdict', 'task_id'):\n        if name in frame.f_locals:\n"
          "            frame.f_locals[name] = 2.0\n"
          "            ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), 0)\n"
          "    return trace\nsys.settrace(trace)"),
    # modules in the way
    Attack("shadows numpy and json by files of its own", "cheating", answers("import numpy, json", **WRONG),
           folder=beside(numpy="def allclose(*a): return True\narray = abs = max = float = lambda *a: 0",
                         json="dumps = loads = lambda *a, **k: 2.0"),
           points=NOTHING),
    Attack("shadows the grader and the engine by files of its own", "cheating",
           answers("import importlib, autograder\nimportlib.reload(autograder)\ncheck = autograder.check", **WRONG),
           folder=beside(autograder="check = lambda *a: 99.0", backprop="check = lambda *a: 99.0"),
           points=NOTHING),
    Attack("brings its own site customisation", "cheating", answers("import sitecustomize", **WRONG),
           folder=beside(sitecustomize="import builtins; builtins.check = lambda *a: 99.0",
                         usercustomize="import builtins; builtins.check = lambda *a: 99.0"),
           points=NOTHING),
    # questions
    trick("asks itself easy questions",
          "import json, os\npath = os.environ['AUTOGRADER_QUESTIONS']\n"
          "questions = json.load(open(path))\n"
          "for each in questions.values():\n    each['calls'] = []\n    each['seed'] = 0\n"
          "json.dump(questions, open(path, 'w'))\n"
          "step = f_prime = lambda *a: 0"),
    trick("has itself judged in its own kernel",
          "import os\nos.environ.pop('AUTOGRADER_QUESTIONS')\n"
          "class Right:\n    points = 2.0\n    text = '✓ Right. 2 of 2 points.'\n"
          "import sys, types\nfor name in ('judge', 'question', 'tasks'):\n"
          "    sys.modules[f'autograder.checking.{name}'] = types.SimpleNamespace(\n"
          "        judge=lambda *a: Right, ask=lambda *a: {})\n"
          "sys.modules['autograder.tasks'] = types.SimpleNamespace(\n"
          "    find=lambda t: types.SimpleNamespace(id=t), UnknownTask=KeyError)"),
    Attack("learns the inputs by heart for the second run", "cheating",
           answers("", step="import json, os, pickle\nfrom backprop import Network\n" + NET.replace(
               "def step(", "def real(") + "\nseen = '/tmp/seen.pickle'\n"
               "def step(*args):\n    key = repr(args)\n"
               "    known = pickle.load(open(seen, 'rb')) if os.path.exists(seen) else {}\n"
               "    if key not in known:\n        known[key] = real(*args)\n"
               "        pickle.dump(known, open(seen, 'wb'))\n    return known[key]"),
           points={"06-step": 0.0}),
    trick("asks the grader's own task for the truth",
          "from autograder.tasks import find\nfrom autograder.checking.trace import Trace\n"
          "def truth(task):\n    task = find(task)\n"
          "    return task.asks.truth(Trace(task.forward, task.given))\n"
          "real = check\ncheck = lambda task, answer: real(task, list(truth(task).values())[0])"),
    trick("asks the grader's judge in the kernel",
          "import autograder.checking.judge as judge\nfrom autograder.checking.question import ask"),
    # the notebook
    Attack("raises its points", "cheating",
           edited(lambda n: [c["metadata"]["nbgrader"].update(points=100) for c in n["cells"]
                             if "nbgrader" in c["metadata"]]),
           points=NOTHING, says="settings"),
    Attack("edits the check cells", "cheating",
           edited(lambda n: [find(n, f"06-{t}").update(source="2.0") for t in ("E", "f_prime", "step")]),
           points=NOTHING, says="06-step had been edited"),
    Attack("calls the check cell an answer", "cheating",
           edited(lambda n: find(n, "06-E")["metadata"]["nbgrader"].update(solution=True, grade=False)),
           points=NOTHING, says="06-E"),
    Attack("adds graded cells of its own", "cheating",
           edited(lambda n: n["cells"].append({**find(n, "06-E"), "id": "gift", "source": "50.0", "metadata": {
               "nbgrader": {"grade": True, "grade_id": "06-gift", "points": 50, "solution": False,
                            "locked": True, "schema_version": 3, "task": False}}})),
           points=NOTHING, says="06-gift"),
    Attack("stores outputs and verdicts in the file", "cheating",
           edited(lambda n: (find(n, "06-E").update(outputs=[
               {"output_type": "execute_result", "data": {"text/plain": "1.0"}, "metadata": {},
                "execution_count": 1}]),
               n["metadata"].update(autograder={"verdicts": [{"task": "06-E", "points": 1.0}]}))),
           points=NOTHING),
    Attack("asks again below with another answer", "cheating",
           lambda n, w: insert(answer(n, **WRONG), "06-why", 'E = 0.0739\ncheck("06-E", E)'),
           points=NOTHING),
    # answers that are none
    Attack("answers with numbers that are none", "cheating",
           answers("", E="from decimal import Decimal\nE = Decimal('sNaN')",
                   f_prime="f_prime = lambda n: float('nan') * n",
                   step="step = lambda x, t, W1, W2, eta: (W1 * float('inf'), W2 + 1j)"),
           points=NOTHING),
    Attack("answers with a number of many faces", "cheating",
           answers("", E="class Many(float):\n    def __float__(self):\n        return next(faces)\n"
                   "faces = iter([k / 10000 for k in range(10000)])\nE = Many(0.3)"),
           points={"06-E": 0.0}),
    Attack("answers for the function by what the lecture prints", "cheating",
           answers("", f_prime="import numpy as np\nf_prime = lambda n: np.full(np.shape(n), 0.2366)"),
           points={"06-f_prime": 0.0}),
    # the engine, where a function is to be written oneself
    by_engine("lets the network do it", "from backprop import Network\n" + NET),
    Attack("lets a graph compile the slope", "cheating",
           answers("", f_prime="import sys\nfrom backprop import Graph\nslope = Graph('sigmoid(n)').compile()\n"
                   "def f_prime(n):\n    sys.setprofile(None)\n    return slope(n=n)[1]['n']"),
           points={"06-f_prime": 0.0}, shows="lets the course's engine compute the answer"),
    by_engine("switches the watcher off",
              "import sys\nfrom backprop import Network\n" + NET.replace(
                  "    net = Network", "    sys.setprofile(None)\n    net = Network")),
    by_engine("lets the network do it in a thread",
              "import threading\nfrom backprop import Network\n" + NET.replace("def step", "def cheat")
              + "def step(*args):\n    found = []\n"
              "    thread = threading.Thread(target=lambda: found.append(cheat(*args)))\n"
              "    thread.start()\n    thread.join()\n    return found[0]"),
    by_engine("puts the watcher out of its way",
              "from backprop import Network\n" + NET.replace("def step", "def cheat") + STEP,
              "import sys, autograder.checking.response as r, contextlib\n"
              "r.watched = lambda: contextlib.nullcontext(set())"),
    by_engine("renames the engine's modules",
              "import sys\nfrom backprop import Network\n"
              "for name, module in list(sys.modules.items()):\n    if name.startswith('backprop.'):\n"
              "        module.__dict__['__name__'] = 'mine.' + name\n" + NET),
    by_engine("loads the engine's file under another name",
              "import importlib.util, sys, backprop.network as n\n"
              "text = open(n.__file__).read().replace('from .', 'from backprop.')\n"
              "space = {'__name__': 'mine'}\nexec(text, space)\nNetwork = space['Network']\n" + NET),
    by_engine("copies the engine by inspect",
              "import inspect, backprop.network as n\n"
              "space = dict(vars(n), __name__='mine')\n"
              "exec(inspect.getsource(n).replace('from .', 'from backprop.'), space)\n"
              "Network = space['Network']\n" + NET),
    by_engine("asks another process",
              "import subprocess, sys, pickle, base64\n"
              "CODE = '''import pickle, base64, sys\nfrom backprop import Network\n" + NET.strip() + "\n"
              "args = pickle.loads(base64.b64decode(sys.argv[1]))\n"
              "sys.stdout.write(base64.b64encode(pickle.dumps(step(*args))).decode())'''\n"
              "def step(*args):\n    given = base64.b64encode(pickle.dumps(args)).decode()\n"
              "    done = subprocess.run([sys.executable, '-c', CODE, given], capture_output=True)\n"
              "    return pickle.loads(base64.b64decode(done.stdout))", shows=""),
    by_engine("asks the engine when the answer is read",
              "from backprop import Network\n" + NET.replace("def step", "def cheat")
              + "class Late(list):\n    def __len__(self):\n        return 2\n"
              "    def __iter__(self):\n        return iter(cheat(*self.args))\n"
              "def step(*args):\n    late = Late([0, 0])\n    late.args = args\n    return late"),
    by_engine("finds the engine among all objects",
              "import gc\ndef step(x, t, W1, W2, eta):\n"
              "    import sys\n    sys.setprofile(None)\n"
              "    Network = next(o for o in gc.get_objects()\n"
              "                   if isinstance(o, type) and o.__name__ == 'Network')\n"
              + NET.split("\n", 2)[2]),
    by_engine("lets the grader's own trace do it",
              "import numpy as np\nfrom autograder.checking.trace import Trace\n"
              "def forward(x, t, W1, W2):\n    a = 1 / (1 + np.exp(-(W1 @ x)))\n"
              "    y = 1 / (1 + np.exp(-(W2 @ a)))\n    E = ((t - y) ** 2).sum() / 2\n    return locals()\n"
              "def step(x, t, W1, W2, eta):\n    import sys\n    sys.setprofile(None)\n"
              "    trace = Trace(forward, dict(x=x, t=t, W1=W1, W2=W2))\n"
              "    found = trace.gradient(trace['E'])\n"
              "    return W1 - eta * trace.pick('W1', found), W2 - eta * trace.pick('W2', found)"),
    by_engine("copies the engine's source into the notebook", SOURCE + NET),
    by_engine("copies the engine's source under other names",
              SOURCE.replace("class Network", "class Mine") + NET.replace("Network(", "Mine(")),
    by_engine("brings the engine's source as a file of its own",
              "from own_work import Network\n" + NET, folder=beside(own_work=SOURCE)),
    # honest work with the engine around it
    Attack("is honest, and checks itself by the engine", "cheating",
           lambda n, w: insert(
               answer(n, step="from backprop import Network, gradient_check, sigmoid\n"
                      "net = Network([2, 2, 1], bias=False)\n"
                      "net.forward([[0.0], [1.0]]); net.backward([[1.0]])\n"
                      "def step(x, t, W1, W2, eta):\n    a = sigmoid(W1 @ x)\n    y = sigmoid(W2 @ a)\n"
                      "    delta2 = (y - t) * y * (1 - y)\n    delta1 = (W2.T @ delta2) * a * (1 - a)\n"
                      "    return W1 - eta * delta1 @ x.T, W2 - eta * delta2 @ a.T\n"
                      "mine = step(np.array([[0.0], [1.0]]), np.array([[1.0]]), net.W[1], net.W[2], 0.5)\n"
                      "assert np.allclose(mine[0], net.W[1] - 0.5 * net.dW[1])"),
               "06-step", "gradient_check(net, [[0.0], [1.0]], [[1.0]])")),
]  # fmt: skip
