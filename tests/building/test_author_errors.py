"""Is each mistake of an author named with its file, its line and what to do?"""

import re

import pytest

# what is replaced in small.txt, by what, the line of the mistake (0: search), what is said
MISTAKES = {
    "unknown task": ('check="06-E"', 'check="06-Eh"', "06-Eh"),
    "other id": ('check("06-E", E)', 'check("06-step", E)', 'one line check("06-E", answer)'),
    "two lines": ('check("06-E", E)', 'check("06-E", E)\nprint(E)', "nothing else"),
    "not a call": ('check("06-E", E)', 'points = check("06-E", E)', "nothing else"),
    "keyword": ('check("06-E", E)', 'check("06-E", answer=E)', "nothing else"),
    "no syntax": ('check("06-E", E)', 'check("06-E", E', "nothing else"),
    "never checked": ('# %% check="06-E"', "# %%", "never checked"),
    "twice": ('# %% answer="06-step"', '# %% answer="06-E"', "already"),
    "points": ('# %% check="06-E"', '# %% check="06-E" points=2', "not manual"),
    "no points": (" points=3", "", "needs points"),
    "points as text": ("points=3", 'points="three"', "needs points"),
    "typo": ('answer="06-E"', 'anwser="06-E"', "unknown key 'anwser'"),
    "two keys": ('# %% answer="06-E"', '# %% answer="06-E" check="06-E"', "split it"),
    "other unit": ('manual="06-why"', 'manual="02-why"', "an id is 06-"),
    "bad id": ('manual="06-why"', 'manual="06 why"', "an id is 06-"),
    "autograded by hand": ('manual="06-why"', 'manual="06-dE_dw5"', "autograded task"),
    "code by hand": ('# %% [markdown] manual="06-why"', '# %% manual="06-why"', "markdown cell"),
    "text as answer": ('# %% answer="06-E"', '# %% [markdown] answer="06-E"', "is code"),
    "no region": ("### BEGIN SOLUTION\ntarget", "target", "without ### BEGIN"),
    "left open": ('### END SOLUTION\n\n# %% check="06-E"', '\n# %% check="06-E"', "never closed"),
    "marker in a line": (
        "### END SOLUTION\n\n",
        "x = 1  ### END SOLUTION\n\n",
        "alone on its line",
    ),
    "plain region": ('# %% answer="06-f_prime"', "# %%", "solution region in a plain cell"),
    "raises": ("np.round([1, 2.123456], 3)", "1 / 0", "raises ZeroDivisionError"),
    "warns": ("np.round([1, 2.123456], 3)", "import warnings; warnings.warn('oh')", "stderr"),
    "address": ("np.round([1, 2.123456], 3)", "object()", "memory address"),
    "wrong": ("0.5 * (target", "0.25 * (target", "earns 0.0 of 1 points"),
    "text first": ("# %% [markdown]\n# # A small", "x = 1\n# %% [markdown]\n# # A small", "begin"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_is_the_mistake_named(mistake: str, small: str, build_text):
    old, new, said = MISTAKES[mistake]
    text = small.replace(old, new, 1)
    assert text != small
    built = build_text(text)
    assert not built.files
    telling = [problem for problem in built.problems if said in problem]
    assert telling, built.problems
    assert re.match(r"solutions/06_small\.py:\d+: ", telling[0])


@pytest.mark.parametrize("line", ["x = [1, 2]\nx[5]", "def f():\n    return 1 / 0\n\nf()"])
def test_is_the_line_the_one_in_the_text_file(line: str, small: str, build_text):
    text = small.replace("np.round([1, 2.123456], 3)", line)
    (problem,) = build_text(text).problems
    number = int(problem.split(":")[1])
    assert text.splitlines()[number - 1] in ("x[5]", "    return 1 / 0", "f()")


def test_are_all_mistakes_of_a_file_told_at_once(small: str, build_text):
    text = small.replace(" points=3", "").replace('answer="06-E"', 'anwser="06-E"')
    assert len(build_text(text).problems) >= 2


def test_is_a_file_that_is_no_text_an_author_error(tmp_path, build_text, small):
    build_text("# %%\n1")
    (tmp_path / "solutions" / "06_small.py").write_bytes(b"# %%\n\xff\xfe")
    from autograder.building.unit import build

    (problem,) = build(tmp_path, "06_small").problems
    assert problem.startswith("solutions/06_small.py:1: not readable")


def test_does_an_unknown_task_list_the_known_ones(small: str, build_text):
    problems = build_text(small.replace('check="06-E"', 'check="06-Eh"')).problems
    assert any("06-E," in each and "06-step" in each for each in problems)
