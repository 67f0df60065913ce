"""What happens to a student's files when the course is copied to them."""

from pathlib import Path

import pytest
from backprop import lab

FILES = ["index.ipynb", "02_delta_rule/02_delta_rule.ipynb", "02_delta_rule/net.svg"]


@pytest.fixture
def course(checkout, monkeypatch):
    """A checkout whose course is the one in use."""
    monkeypatch.setattr(lab, "__file__", str(checkout / "backprop/lab.py"))
    return checkout


@pytest.fixture
def packaged(installed, monkeypatch):
    """An installed package whose course is the one in use."""
    monkeypatch.setattr(lab, "__file__", str(installed / "backprop/lab.py"))
    return installed / "backprop/notebooks"


def files(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


def test_is_the_whole_course_copied_and_the_engine_left_out(course, tmp_path):
    (course / ".ipynb_checkpoints").mkdir()
    (course / "02_delta_rule/.ipynb_checkpoints").mkdir()
    (course / "02_delta_rule/.ipynb_checkpoints/x.ipynb").write_text("", encoding="utf-8")
    folder, told = lab.prepare(tmp_path / "my work é" / "deep")
    assert files(folder) == set(FILES)
    assert told == f"Copied into {folder}: index.ipynb, 02_delta_rule.\n"


def test_is_a_file_that_a_student_changed_kept_as_it_is(course, tmp_path):
    mine = tmp_path / "mine"
    lab.prepare(mine)
    notebook = mine / "02_delta_rule/02_delta_rule.ipynb"
    notebook.write_text("my answers", encoding="utf-8")
    (mine / "notes.txt").write_text("my notes", encoding="utf-8")
    _, told = lab.prepare(mine)
    assert notebook.read_text(encoding="utf-8") == "my answers"
    assert files(mine) == {*FILES, "notes.txt"}
    assert told.splitlines() == [
        f"Kept as they were in {mine}: index.ipynb, 02_delta_rule.",
        "For a fresh copy of one of them, rename yours and run this again.",
    ]


def test_is_nothing_said_of_fresh_copies_when_all_are_fresh(course, tmp_path):
    lab.prepare(tmp_path / "mine")
    assert lab.prepare(tmp_path / "mine")[1].count("\n") == 1


def test_does_a_new_unit_reach_a_folder_in_use(course, tmp_path):
    mine, _ = lab.prepare(tmp_path / "mine")
    (course / "03_serial_chains").mkdir()
    (course / "03_serial_chains/03_serial_chains.ipynb").write_text("{}", encoding="utf-8")
    _, told = lab.prepare(mine)
    assert (mine / "03_serial_chains/03_serial_chains.ipynb").read_text(encoding="utf-8") == "{}"
    assert told.startswith(f"Copied into {mine}: 03_serial_chains.\nKept as they were")


def test_is_a_link_that_leads_nowhere_left_alone(course, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "index.ipynb").symlink_to(tmp_path / "gone" / "index.ipynb")
    lab.prepare(mine)
    assert (mine / "index.ipynb").is_symlink() and not (mine / "index.ipynb").exists()


def test_is_a_copy_that_breaks_off_taken_away_again(course, tmp_path, monkeypatch):
    def breaks(source, target):
        target.write(b"{")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", breaks)
    with pytest.raises(lab.LabError, match=r"cannot write .*index.ipynb: No space left on device"):
        lab.prepare(tmp_path / "mine")
    assert files(tmp_path / "mine") == set()


def test_is_a_file_in_place_of_the_folder_named(course, tmp_path):
    (tmp_path / "mine").write_text("", encoding="utf-8")
    with pytest.raises(lab.LabError, match=r"mine is a file\. Name a folder"):
        lab.prepare(tmp_path / "mine")


@pytest.mark.parametrize("blocked", ["mine/02_delta_rule", "mine"])
def test_is_a_file_in_the_way_of_a_folder_named(course, tmp_path, blocked):
    mine = tmp_path / "mine" if "/" in blocked else tmp_path / "mine" / "deeper"
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("work", encoding="utf-8")
    with pytest.raises(lab.LabError, match="cannot write"):
        lab.prepare(mine)
    assert (tmp_path / blocked).read_text(encoding="utf-8") == "work"


def test_is_a_folder_inside_the_course_refused(course):
    for inside in (course / "02_delta_rule", course / "backprop" / "x", course / "new"):
        with pytest.raises(lab.LabError, match="inside the course itself"):
            lab.prepare(inside)
    assert files(course) >= set(FILES) and not (course / "new").exists()


@pytest.mark.parametrize("name", [".", "../course"])
def test_does_a_checkout_open_in_place(course, name):
    assert lab.prepare(None) == (course, "")
    assert lab.prepare(course / name) == (course, "")


def test_does_an_installed_course_open_at_home_where_an_upgrade_cannot_reach(
    packaged, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    folder, told = lab.prepare(None)
    assert folder == tmp_path / "home" / "backprop-course"
    assert files(folder) == set(FILES)
    assert str(folder) in told


def test_is_a_tilde_understood(packaged, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert lab.prepare(Path("~/mine"))[0] == tmp_path / "mine"


def test_is_a_course_without_its_index_reported(course):
    (course / "index.ipynb").unlink()
    with pytest.raises(lab.LabError, match=r"no index\.ipynb in .*autograder build"):
        lab.prepare(None)
