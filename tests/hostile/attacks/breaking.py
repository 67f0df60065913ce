"""Submissions that are damaged, by a student, a tool or an editor, or made to damage the run."""

import copy
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..attack import FILE, GOOD, TASKS, UNIT, Attack, Notebook, World, cell, find, insert, runs

SCRIPT = "<script>window.taken=1</script>"


def change(edit: Callable[[Notebook], object]) -> Callable[[Notebook, World], Notebook]:
    """An edit in place."""

    def made(notebook: Notebook, world: World) -> Notebook:
        edit(notebook)
        return notebook

    return made


def raw(edit: Callable[[str], str | bytes]) -> Callable[[Notebook, World], bytes]:
    """An edit of the file's text."""

    def made(notebook: Notebook, world: World) -> bytes:
        text = edit(json.dumps(notebook, ensure_ascii=False, indent=1))
        return text if isinstance(text, bytes) else text.encode()

    return made


def text(each: Any) -> str:
    """The source of a cell as one string."""
    return "".join(each["source"])


def at(notebook: Notebook, name: str) -> int:
    """Where a cell stands."""
    return notebook["cells"].index(find(notebook, name))


def remove(*names: str) -> Callable[[Notebook, World], Notebook]:
    """Delete cells."""
    return change(
        lambda n: n.update(cells=[each for each in n["cells"] if each["id"] not in names])
    )


def move(name: str, before: str = "") -> Callable[[Notebook, World], Notebook]:
    """Move a cell in front of another, or to the end."""

    def edit(notebook: Notebook) -> None:
        moved = find(notebook, name)
        notebook["cells"].remove(moved)
        notebook["cells"].insert(at(notebook, before) if before else 999, moved)

    return change(edit)


def settings(name: str, **values: object) -> Callable[[Notebook, World], Notebook]:
    """Change nbgrader's metadata of a cell."""
    return change(lambda n: find(n, name)["metadata"]["nbgrader"].update(values))


def copied(name: str) -> Callable[[Notebook, World], Notebook]:
    """Copy a cell, as `c` and `v` do."""

    def edit(notebook: Notebook) -> None:
        again = {**copy.deepcopy(find(notebook, name)), "id": "copied"}
        notebook["cells"].insert(at(notebook, name), again)

    return change(edit)


def split(named: bool, gap: str) -> Callable[[Notebook, World], Notebook]:
    """Split the last answer in the middle of its function; the second half goes behind `gap`."""

    def edit(notebook: Notebook) -> None:
        first = find(notebook, "06-step-answer")
        head, tail = text(first).split("    return", 1)
        second = copy.deepcopy(first) if named else cell("")
        second |= {"id": "half", "source": "    return" + tail}
        first["source"] = head
        notebook["cells"].insert(at(notebook, gap) + 1, second)

    return change(edit)


def nameless(notebook: Notebook, world: World) -> Notebook:
    """As an old tool leaves it: no metadata, no ids."""
    for each in notebook["cells"]:
        each["metadata"] = {}
        del each["id"]
    return {**notebook, "metadata": {}, "nbformat_minor": 2}


def format_3(notebook: Notebook, world: World) -> bytes:
    """The format of IPython 1, written by hand."""
    cells = []
    for each in notebook["cells"]:
        if each["cell_type"] == "code":
            old = {"cell_type": "code", "input": each["source"], "language": "python",
                   "outputs": [], "collapsed": False, "metadata": each["metadata"]}  # fmt: skip
        else:
            old = {key: each[key] for key in ("cell_type", "source", "metadata")}
        cells.append(old)
    old = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0}
    return json.dumps({**old, "worksheets": [{"cells": cells, "metadata": {}}]}).encode()


def answered_in_the_check(notebook: Notebook) -> None:
    """Type the answer above the call, and delete the cell it was meant for."""
    answer = find(notebook, "06-E-answer")
    check = find(notebook, "06-E")
    check["source"] = text(answer) + "\n" + text(check)
    notebook["cells"].remove(answer)


def answered_below(notebook: Notebook) -> None:
    """Answer in a new cell below the check."""
    answer = find(notebook, "06-E-answer")
    notebook["cells"].insert(at(notebook, "06-E") + 1, cell(text(answer)))
    answer["source"] = "E = None"


def deep(notebook: Notebook) -> None:
    """Metadata nested two hundred deep."""
    nest: Any = 1
    for _ in range(100):
        nest = {"a": [nest]}
    for each in notebook["cells"]:
        each["metadata"]["deep"] = nest


def gift(notebook: Notebook) -> None:
    """A check of one's own, worth fifty points."""
    settings = {"grade": True, "grade_id": "06-gift", "points": 50, "solution": False,
                "locked": True, "schema_version": 3, "task": False}  # fmt: skip
    notebook["cells"].append({**cell("50.0", "gift"), "metadata": {"nbgrader": settings}})


def everything(each: dict[str, Any]) -> dict[str, Any]:
    """The cell with a value of the wrong kind in each field but the type, the text and the id."""
    return {key: each[key] if key in ("cell_type", "source", "id") else 7 for key in each}


def path_of(folder: Path) -> Path:
    """The notebook in a student's folder."""
    return folder / UNIT / FILE


def a_folder(folder: Path, world: World) -> None:
    path_of(folder).unlink()
    path_of(folder).mkdir()


def a_pipe(folder: Path, world: World) -> None:
    path_of(folder).unlink()
    os.mkfifo(path_of(folder))


def sparse(folder: Path, world: World) -> None:
    with path_of(folder).open("r+b") as file:
        file.truncate(300_000_000)


def link_to(target: Callable[[World], Path]) -> Callable[[Path, World], object]:
    """The notebook is a link."""

    def made(folder: Path, world: World) -> None:
        path_of(folder).unlink()
        path_of(folder).symlink_to(target(world))

    return made


def linked_unit(folder: Path, world: World) -> None:
    shutil.rmtree(folder / UNIT)
    (folder / UNIT).symlink_to(world.other / UNIT)


def linked_student(folder: Path, world: World) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(world.other)


def linked_loop(folder: Path, world: World) -> None:
    shutil.rmtree(folder / UNIT)
    (folder / UNIT).symlink_to(folder / UNIT)


def links_beside(folder: Path, world: World) -> None:
    """Files and folders beside the notebook that are links to what is secret."""
    for name, target in (("a.txt", world.beside), ("b", world.other), ("c", world.solutions)):
        (folder / UNIT / name).symlink_to(target)


def renamed(name: str) -> Callable[[Path, World], object]:
    """The notebook has another name."""
    return lambda folder, world: path_of(folder).rename(folder / UNIT / name)


def others(folder: Path, world: World) -> None:
    """Copies and drafts beside the notebook, one of them broken."""
    for name in ("Untitled.ipynb", "06_small-Copy1.ipynb", "..ipynb", "-rf.ipynb", "$(id).ipynb"):
        (folder / UNIT / name).write_text("{")


def loose(folder: Path, world: World) -> None:
    """The notebook lies beside its folder."""
    path_of(folder).rename(folder / FILE)
    (folder / UNIT).rmdir()


def shadows(folder: Path, world: World) -> None:
    """Files that would be imported in the place of what grading needs."""
    for name in ("json", "numpy", "sitecustomize", "autograder", "nbgrader_config"):
        (folder / UNIT / f"{name}.py").write_text("raise SystemExit('shadowed')")
    (folder / UNIT / "gradebook.db").write_bytes(b"x" * 1000)


def crowd(folder: Path, world: World) -> None:
    """A thousand files beside the notebook, and one that is huge."""
    for number in range(1000):
        (folder / UNIT / f"{number}.txt").write_text("x")
    with (folder / UNIT / "huge.csv").open("wb") as file:
        file.truncate(5_000_000_000)


def a_page(folder: Path, world: World) -> None:
    """A web page of one's own beside the feedback."""
    (folder / UNIT / f"{UNIT}.html").write_text(SCRIPT)


SHOWS = f"""
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML("{SCRIPT}"), SVG("<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>"))
display(Javascript("window.taken=1"), Markdown("![x](http://127.0.0.1:9/x) {SCRIPT}"))
display({{"image/png": '" onerror="window.taken=1'}}, raw=True,
        metadata={{"image/png": {{"width": "1 onload=window.taken=1"}}}})
print("{SCRIPT}\\x1b[31m{SCRIPT}\\x1b]8;;javascript:0\\x07")
raise type("</pre>{SCRIPT}", (Exception,), {{}})("{SCRIPT}")
"""
SLOW = "[" * 20_000 + "](" * 20_000 + "**" * 20_000
NOISE = (
    "import sys, warnings\nimport numpy as np\nprint('oh', file=sys.stderr)\n"
    "warnings.warn('careful')\nnp.log(np.zeros(3))\nnp.array([1e308]) * 10"
)

CELLS = [
    Attack("no checks", "breaking", remove("06-E", "06-f_prime", "06-step"),
           says="06-step was missing: put back"),
    Attack("a check copied", "breaking", copied("06-f_prime"), says="was there 2 times"),
    Attack("an answer copied", "breaking", copied("06-step-answer"), says="there twice"),
    Attack("a check moved to the top", "breaking", move("06-step", "06-a-small-unit"),
           says="06-step had been moved"),
    Attack("an answer moved to the top", "breaking", move("06-step-answer", "06-a-small-unit"),
           says="06-step-answer had been moved up"),
    Attack("an answer moved to the end", "breaking", move("06-E-answer"),
           says="06-E had been moved"),
    Attack("an answer split", "breaking", split(True, "06-step-answer"), says="split: joined"),
    Attack("an answer split around its check", "breaking", split(True, "06-step"),
           says="split: joined"),
    Attack("a nameless half", "breaking", split(False, "06-step-answer"), says="split: joined"),
    Attack("answered in the check", "breaking", change(answered_in_the_check),
           says="06-E had been edited"),
    Attack("answered below the check", "breaking", change(answered_below), says="06-E had been"),
    Attack("an answer deleted", "breaking", remove("06-E-answer"), points={"06-E": 0.0},
           says="06-E-answer was missing"),
    Attack("no imports", "breaking", change(lambda n: n.update(cells=[
        each for each in n["cells"] if not text(each).startswith("import")])),
        says="was missing: put back"),
    Attack("points raised", "breaking", settings("06-E", points=1e9), says="settings of the check"),
    Attack("points below zero", "breaking", settings("06-E", points=-5), says="settings of"),
    Attack("points not a number", "breaking", settings("06-E", points=float("nan")),
           says="settings of"),
    Attack("a check renamed", "breaking", settings("06-E", grade_id="06-F"), says="'06-F'"),
    Attack("a check renamed to its neighbour", "breaking", settings("06-E", grade_id="06-step"),
           says="06-E was called 06-step"),
    Attack("a path for a name", "breaking", settings("06-E", grade_id="../../06-E"),
           says="'../../06-E' is not graded"),
    Attack("an old schema", "breaking", settings("06-E", schema_version=1)),
    Attack("a schema of the future", "breaking", settings("06-E", schema_version=10**6)),
    Attack("a schema of no kind", "breaking", settings("06-E", schema_version=[{}])),
    Attack("a check of its own", "breaking", change(gift), says="'06-gift' is not graded"),
    Attack("no names at all", "breaking", nameless, says="settings of the answer cell"),
    Attack("a kernel nobody has", "breaking",
           change(lambda n: n["metadata"]["kernelspec"].update(name="../../bin/sh")),
           says="the kernel was"),
    Attack("warnings everywhere", "breaking", runs(NOISE)),
]  # fmt: skip

FILES = [
    Attack("a byte-order mark", "breaking", raw(lambda s: b"\xef\xbb\xbf" + s.encode())),
    Attack("Windows line ends", "breaking", raw(lambda s: s.replace("\n", "\r\n"))),
    Attack("sixteen bits a letter", "breaking", raw(lambda s: s.encode("utf-16"))),
    Attack("the letters of Windows", "breaking",
           raw(lambda s: s.replace("π", "é—").encode("cp1252")), says="not in UTF-8"),
    Attack("a stray NUL", "breaking", raw(lambda s: s.replace("E = 0", "E =\0 0")), says="NUL"),
    Attack("NULs alone", "breaking", raw(lambda s: "\0" * 9000), graded=False, says="NUL"),
    Attack("empty", "breaking", raw(lambda s: ""), graded=False, says="empty"),
    Attack("cut off in the middle", "breaking", raw(lambda s: s[:3000]), graded=False,
           says="ends in the middle"),
    Attack("a picture for a notebook", "breaking", raw(lambda s: b"\x89PNG\r\n\x1a\n" * 99),
           graded=False, says="not JSON"),
    Attack("brackets without end", "breaking", raw(lambda s: "[" * 10**6), graded=False,
           says="nested too deeply"),
    Attack("deep metadata", "breaking", change(deep)),
    Attack("a number without end", "breaking", raw(lambda s: '{"cells": ' + "9" * 10**5 + "}"),
           graded=False, says="too long"),
    Attack("a hundred thousand cells", "breaking",
           change(lambda n: n.update(cells=[cell("1", f"c{i}") for i in range(100_000)])),
           graded=False, says="100000 cells"),
    Attack("format 3", "breaking", format_3),
    Attack("a format of the future", "breaking", change(lambda n: n.update(nbformat=5)),
           graded=False, says="format is 5"),
    Attack("fields of the wrong kind", "breaking",
           change(lambda n: n.update(cells=[everything(each) for each in n["cells"]]))),
    Attack("no ids, no fields", "breaking", change(lambda n: n.update(cells=[
        {k: v for k, v in each.items() if k in ("cell_type", "source")} for each in n["cells"]]))),
    Attack("one id for all", "breaking",
           change(lambda n: [each.update(id="same") for each in n["cells"]])),
    Attack("ids of odd letters", "breaking",
           change(lambda n: [each.update(id=f"{SCRIPT}\u202e{i}") for i, each in
                             enumerate(n["cells"])])),
    Attack("half a character", "breaking",
           change(lambda n: find(n, "06-why").update(source="because \ud83d of it"))),
    Attack("a picture of 50 MB", "breaking",
           change(lambda n: find(n, "06-a-small-unit").update(
               source="![](data:image/png;base64," + "A" * 50_000_000)), says="50 MB of text"),
    Attack("an attachment of 50 MB", "breaking",
           change(lambda n: find(n, "06-a-small-unit").update(
               attachments={"a.png": {"image/png": "A" * 50_000_000}}))),
    Attack("an output of 50 MB", "breaking",
           change(lambda n: find(n, "06-E").update(outputs=[
               {"output_type": "stream", "name": "stdout", "text": "A" * 50_000_000}]))),
]  # fmt: skip

FOLDERS = [
    Attack("300 MB", "breaking", folder=sparse, graded=False, says="300 MB"),
    Attack("the notebook is a folder", "breaking", folder=a_folder, graded=False,
           says="is a folder"),
    Attack("the notebook is a pipe", "breaking", folder=a_pipe, graded=False,
           says="no plain file"),
    Attack("a link to a classmate", "breaking",
           folder=link_to(lambda world: path_of(world.other)), graded=False, says="is a link"),
    Attack("a link to the gradebook", "breaking", folder=link_to(lambda world: world.gradebook),
           graded=False, says="is a link"),
    Attack("a link to nothing", "breaking", folder=link_to(lambda world: Path("/nowhere")),
           graded=False, says="is a link"),
    Attack("a link to what never ends", "breaking", folder=link_to(lambda world: Path("/dev/zero")),
           graded=False, says="is a link"),
    Attack("a linked unit", "breaking", folder=linked_unit, graded=False, says="is a link"),
    Attack("a linked student", "breaking", folder=linked_student, graded=False, says="is a link"),
    Attack("a link to itself", "breaking", folder=linked_loop, graded=False, says="is a link"),
    Attack("links beside", "breaking", folder=links_beside),
    Attack("another name", "breaking", folder=renamed("final (2) ünal.ipynb"), says="was called"),
    Attack("a name that is a command", "breaking", folder=renamed("$(touch owned).ipynb"),
           says="was called"),
    Attack("other notebooks beside", "breaking", folder=others, says="other notebooks lay beside"),
    Attack("beside its folder", "breaking", folder=loose, says="lay beside the folder"),
    Attack("files with our names", "breaking", folder=shadows,
           points={task: {0.0, GOOD[task]} for task in TASKS}),
    Attack("a crowd of files", "breaking", folder=crowd),
    Attack("dots in the name", "breaking", student="..%2f..%2fsolutions", graded=False,
           says="taken for hidden"),
    Attack("brackets in the name", "breaking", student="[a-z]*", graded=False, says="cannot work"),
    Attack("a tag in the name", "breaking", student="<img src=x onerror=alert(1)>"),
    Attack("a command in the name", "breaking", student="$(touch owned); DROP TABLE student;--"),
    Attack("an option in the name", "breaking", student="--out=owned"),
    Attack("a very long name", "breaking", student="x" * 99),
]  # fmt: skip

PAGES = [
    Attack("scripts in outputs", "breaking", runs(SHOWS)),
    Attack("scripts in the answer", "breaking",
           change(lambda n: find(n, "06-why").update(
               source=f"{SCRIPT} [x](javascript:0) ![x](attachment:none) <img src=x onerror=0>"))),
    Attack("scripts in metadata", "breaking",
           change(lambda n: n["metadata"].update(title=SCRIPT, widgets={SCRIPT: {"state": 1}}))),
    Attack("text that takes a renderer years", "breaking",
           change(lambda n: insert(n, "06-E", "1")["cells"][-1].update(source=SLOW))),
    Attack("a page of its own", "breaking", folder=a_page),
]  # fmt: skip

ATTACKS = [*CELLS, *FILES, *FOLDERS, *PAGES]
