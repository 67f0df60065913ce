"""Does an install give both packages, both commands and the course, and no answers?"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest


def run(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command outside the tree's environment and show its own words when it fails."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The wheel of this tree, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel):
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel unpacked as pip does it, in a folder with a space, in front of this environment."""
    folder = tmp_path_factory.mktemp("in stalled")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--target", folder, wheel)
    return folder


def test_is_every_file_of_both_packages_in_the_wheel(root, names):
    """Modules, and what they read: the widgets' scripts, tables, style sheets, templates."""
    packages = {"autograder": root / "autograder", "backprop": root / "course/backprop"}
    for name, folder in packages.items():
        files = [f for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
        kinds = {f.suffix for f in files}
        assert kinds >= ({".py", ".tsv", ".css", ".j2"} if name == "autograder" else {".py", ".js"})
        assert {f"{name}/{f.relative_to(folder).as_posix()}" for f in files} <= names


def test_are_the_course_s_notebooks_in_the_wheel_and_nothing_else_of_it(root, names):
    course = root / "course"
    units = [f for f in course.glob("[0-9][0-9]_*/**/*") if f.is_file()]
    expected = {f.relative_to(course).as_posix() for f in [course / "index.ipynb", *units]}
    expected = {name for name in expected if "/." not in name}
    packed = {n.removeprefix("backprop/notebooks/") for n in names if "/notebooks/" in n}
    assert packed == expected


def test_are_solutions_and_tests_left_out_of_the_wheel(root, wheel, names):
    tops = {name.split("/")[0].split("-")[0] for name in names}
    assert tops == {"autograder", "backprop", "backprop_course"}
    assert [name for name in names if "solutions" in name] == []
    with zipfile.ZipFile(wheel) as packed:
        notebooks = {n: packed.read(n).decode() for n in names if n.endswith(".ipynb")}
    assert [n for n, text in notebooks.items() if "### BEGIN SOLUTION" in text] == []
    sources = [path.read_text(encoding="utf-8") for path in (root / "solutions").glob("*.py")]
    assert len(notebooks) == len(sources)
    assert sum("### BEGIN SOLUTION" in text for text in sources) >= 12  # what was looked for


def test_does_the_wheel_carry_both_commands_and_the_licence(wheel, names):
    (entries,) = (name for name in names if name.endswith("entry_points.txt"))
    lines = zipfile.ZipFile(wheel).read(entries).decode().split("\n")
    assert {"backprop = backprop.cli:main", "autograder = autograder.cli:main"} <= set(lines)
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_does_an_installed_wheel_find_its_own_course(installed):
    code = "import backprop.lab as lab; print(lab.course_dir(), lab.__file__, sep='\\n')"
    env = os.environ | {"PYTHONPATH": str(installed)}
    course, module = run(sys.executable, "-c", code, env=env, cwd=installed).stdout.splitlines()
    assert Path(module).is_relative_to(installed)
    assert Path(course) == installed / "backprop/notebooks"
    assert (Path(course) / "index.ipynb").is_file()


def test_does_the_source_archive_build_the_same_wheel(root, names, tmp_path):
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=root)
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path / "tree", filter="data")
    (tree,) = (tmp_path / "tree").iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=tree)
    (built,) = tmp_path.glob("*.whl")
    assert set(zipfile.ZipFile(built).namelist()) == names


def test_does_a_wheel_build_from_a_tree_in_a_folder_with_an_odd_name(root, tmp_path):
    tree = tmp_path / "çourse 1"
    for name in ("autograder", "course", ".ci", "pyproject.toml", "README.md", "LICENSE"):
        tree.mkdir(exist_ok=True)
        run("cp", "-r", root / name, tree / name)
    unit = tree / "course" / "99_new_unit"
    (unit / ".ipynb_checkpoints").mkdir(parents=True)
    for file in (unit / "99_new_unit.ipynb", unit / ".ipynb_checkpoints/old.ipynb"):
        file.write_text("{}", encoding="utf-8")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=tree)
    (built,) = tmp_path.glob("*.whl")
    new = [n for n in zipfile.ZipFile(built).namelist() if "99_new" in n]
    assert new == ["backprop/notebooks/99_new_unit/99_new_unit.ipynb"]


def test_does_an_install_into_an_empty_environment_work(root, wheel, tmp_path, need):
    wanted = "install" in os.environ.get("BACKPROP_REQUIRE", "").split(",")
    need("install", wanted, "it takes a minute and a network; set BACKPROP_REQUIRE=install")
    venv.create(tmp_path / "env", with_pip=True)
    bin_ = tmp_path / "env" / "bin"
    pins = root / "binder/constraints.txt"
    run(bin_ / "python", "-m", "pip", "install", "--quiet", "-c", pins, wheel)
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    for command in ("backprop", "autograder"):
        assert run(bin_ / command, "--help", env=env, cwd=tmp_path).stdout.startswith("usage:")
    code = "from autograder import check; import backprop.lab as lab; print(lab.course_dir())"
    course = Path(run(bin_ / "python", "-c", code, env=env, cwd=tmp_path).stdout.strip())
    assert course.is_relative_to(tmp_path) and (course / "index.ipynb").is_file()
    assert run(bin_ / "python", "-m", "pip", "check").stdout.startswith("No broken")
