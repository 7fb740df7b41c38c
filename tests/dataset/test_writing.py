"""The lock of a data folder, and files replaced under it. All in folders of the invented world."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.dataset import writing
from dashboard.dataset.checks import fix
from dashboard.dataset.files import read_text
from dashboard.dataset.problems import DataError
from dashboard.dataset.writing import LOCK, locked, remove, replace


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.05)


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*"))


@pytest.mark.usefixtures("impatient")
def test_who_comes_while_another_writes_is_told_so(folder):
    with locked(folder), pytest.raises(DataError, match="held by another program"), locked(folder):
        pass
    with locked(folder):
        pass


@pytest.mark.usefixtures("impatient")
def test_fix_writes_nothing_while_another_writes(folder):
    path = folder / "statements" / "ADV.json"
    path.write_text(read_text(path) + "\n", "utf-8")
    before = read_text(path)
    with locked(folder), pytest.raises(DataError, match="held by another program"):
        fix(folder)
    assert read_text(path) == before
    assert fix(folder) == [path]


def test_a_folder_that_cannot_be_written_is_said_to_be_so(folder):
    (folder / LOCK).mkdir()  # nobody, not even root, can open it as a file
    with pytest.raises(DataError, match="a folder that can be written"), locked(folder):
        pass


@pytest.mark.parametrize("at", [0, 1])
def test_fix_on_a_full_disk_leaves_every_file_whole_and_is_completed_by_the_same_command(folder, monkeypatch, at):
    first, second = (folder / "statements" / f"{name}.json" for name in ("ADV", "NRL"))
    mended = {path: read_text(path) for path in (first, second)}
    untidy = {path: text + "\n" for path, text in mended.items()}
    for path, text in untidy.items():
        path.write_text(text, "utf-8")
    whole, written = writing.write_text, []

    def full(path: Path, text: str, hidden_in: Path) -> None:
        if len(written) == at:
            raise OSError(28, "No space left on device")
        written.append(path)
        whole(path, text, hidden_in)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_text", full)
        result = CliRunner().invoke(app, ["check", "--fix", "--data", str(folder)])
    assert (result.exit_code, f"{folder} can't be written: No space left" in result.stderr) == (1, True)
    assert [read_text(path) for path in mended] == [
        mended[path] if path in written else untidy[path] for path in (first, second)
    ]
    assert hidden(folder) in ([], [LOCK])
    assert CliRunner().invoke(app, ["check", "--fix", "--data", str(folder)]).exit_code == 0
    assert {path: read_text(path) for path in mended} == mended


def test_what_a_killed_process_left_is_removed_and_an_editors_file_is_not(folder):
    for name in (".ADV.json.x1_y2z3k", ".officials.csv.abcdefgh", ".record.json.swp"):
        (folder / name).write_text("half", "utf-8")
    with locked(folder):
        assert hidden(folder) == [LOCK, ".record.json.swp"]


def test_a_file_is_replaced_only_by_another_text(folder):
    path = folder / "statements" / "ADV.json"
    before = path.stat().st_mtime_ns
    replace(folder, path, read_text(path))
    assert path.stat().st_mtime_ns == before
    replace(folder, path, "[]\n")
    assert read_text(path) == "[]\n"
    remove(path)
    remove(path)
    assert not path.exists()
    assert hidden(folder) == []
