"""Versions of the record: what they tell, what they must not leave out. Words in the folders are invented."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from pathlib import Path

import pytest
from builders import make_statement, write_folder
from typer.testing import CliRunner

import dashboard.__main__
from dashboard import cli_versions
from dashboard.dataset import writing
from dashboard.dataset.changelog import (
    FILE,
    Change,
    Changelog,
    Version,
    as_markdown,
    dump,
    history,
    load_changelog,
    marks,
    raised,
    unreleased,
)
from dashboard.dataset.checks import check
from dashboard.dataset.files import DATA, read_text
from dashboard.dataset.problems import DataError

DAY = dt.date(2026, 1, 2)
FIRST = [make_statement(1), make_statement(2, date="2024-05-01"), make_statement(3, date="2024-06-01")]
KEPT, EDITED, DROPPED = (statement["id"] for statement in FIRST)
ADDED = make_statement(4, date="2024-07-01")


def run(*words: object):
    return CliRunner().invoke(dashboard.__main__.app, [str(word) for word in words])


def write_version(data: Path) -> None:
    version = json.loads(read_text(data / "record.json"))["version"]
    first = Changelog(versions=(Version(version=version, day=DAY, note="Invented."),), state=marks(data))
    (data / FILE).write_text(dump(first), "utf-8")


@pytest.fixture
def released_and_edited(tmp_path: Path) -> tuple[Path, Path]:
    """A folder as it was released, and the same with a statement added, one removed and one recoded."""
    old = write_folder(tmp_path / "old", FIRST)
    write_version(old)
    new = write_folder(tmp_path / "new", [FIRST[0], FIRST[1] | {"position": "willing"}, ADDED])
    shutil.copy(old / FILE, new / FILE)
    return old, new


def test_the_shipped_record_is_the_version_it_says():
    changelog = load_changelog()
    edited = unreleased(changelog, DATA)
    assert edited == [], "no version tells of these: see docs/changelog.md for how to release the next one"
    edition = json.loads(read_text(DATA / "record.json"))
    assert (edition["version"], edition["released"]) == (changelog.newest.version, str(changelog.newest.day))
    assert dump(changelog) == read_text(DATA / FILE)


def test_the_changelog_that_people_read_is_that_of_the_data(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA.parent / "docs"))
    sys.modules.pop("build", None)
    import build

    text = read_text(DATA.parent / "docs" / "changelog.md")
    block = next(found for found in build.BLOCK.finditer(text) if found["name"] == "changelog")
    assert block[0].split("-->\n", 1)[1].rsplit("<!--", 1)[0].strip() == as_markdown(load_changelog()).strip()


def test_an_edit_that_no_version_tells_of_is_known(released_and_edited):
    old, new = released_and_edited
    assert unreleased(load_changelog(old), old) == []
    assert unreleased(load_changelog(new), new) == sorted([EDITED, DROPPED, ADDED["id"]])


def test_a_release_tells_of_every_edit(released_and_edited):
    old, new = released_and_edited
    result = run(
        "release", old, "--data", new, "--note", "Invented news.", "--why", f"{EDITED}=The invented source says so."
    )
    assert result.exit_code == 0, result.stderr
    changelog = load_changelog(new)
    assert json.loads(read_text(new / "record.json"))["version"] == changelog.newest.version == "0.2.0"
    assert unreleased(changelog, new) == []
    assert [what for _, what, _ in history(changelog, KEPT)] == ["added"]
    assert [what for _, what, _ in history(changelog, DROPPED)] == ["added", "removed"]
    assert [(v.version, what) for v, what, _ in history(changelog, ADDED["id"])] == [("0.2.0", "added")]
    (_, _, _), (version, what, (change,)) = history(changelog, EDITED)
    assert (version.version, what, change.field, change.before, change.after) == (
        "0.2.0",
        "recoded",
        "position",
        "open",
        "willing",
    )
    text = as_markdown(changelog)
    assert text.index("## 0.2.0") < text.index("## 0.1.0")
    assert f"- `{EDITED}` position: `open` → `willing` (The invented source says so.)" in text
    assert "1 added, 1 removed, 1 recoded." in text


@pytest.mark.parametrize(
    ("later", "state", "told"),
    [
        ([], {}, []),
        ([], {"x": "1"}, ["1.0.0 added"]),
        ([{"added": ("x",)}], {"x": "1"}, ["1.1.0 added"]),
        ([{"removed": ("x",)}], {}, ["1.0.0 added", "1.1.0 removed"]),
        ([{"removed": ("x",)}, {"added": ("x",)}], {"x": "1"}, ["1.0.0 added", "1.1.0 removed", "1.2.0 added"]),
        ([{"added": ("x",)}, {"removed": ("x",)}], {}, ["1.1.0 added", "1.2.0 removed"]),
        (
            [
                {"recoded": (Change(id="x", field="note", before="", after="."),)},
                {"removed": ("x",)},
                {"added": ("x",)},
            ],
            {"x": "1"},
            ["1.0.0 added", "1.1.0 recoded", "1.2.0 removed", "1.3.0 added"],
        ),
    ],
)
def test_a_statement_came_with_the_first_version_unless_it_is_added_before_anything_else(later, state, told):
    versions = (Version(version=f"1.{n}.0", day=DAY, note="Invented.", **what) for n, what in enumerate([{}, *later]))
    found = history(Changelog(versions=tuple(versions), state=state), "x")
    assert [f"{version.version} {what}" for version, what, _ in found] == told


def test_a_note_is_one_line_that_is_seen(released_and_edited):
    old, new = released_and_edited
    words = ("--note", "Invented\n## 9.9.9 \u202enews. ", "--why", f"{EDITED}=The\u200b source\nsays so.")
    assert run("release", old, "--data", new, *words).exit_code == 0
    newest = load_changelog(new).newest
    assert (newest.note, newest.recoded[0].why) == ("Invented ## 9.9.9 news.", "The source says so.")
    text = read_text(new / FILE).replace("The source says so.", "The\u200b source says so.")
    (new / FILE).write_text(text, "utf-8")
    with pytest.raises(DataError, match="no sign that nobody sees"):
        load_changelog(new)


def test_a_correction_alone_raises_the_last_number(tmp_path):
    old = write_folder(tmp_path / "old", FIRST)
    write_version(old)
    new = write_folder(tmp_path / "new", [FIRST[0] | {"note": "Invented."}, *FIRST[1:]])
    shutil.copy(old / FILE, new / FILE)
    assert run("release", old, "--data", new, "--note", "A correction.").exit_code == 0
    assert load_changelog(new).newest.version == "0.1.1"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--note", " "], "--note is empty"),
        (["--note", "x", "--why", f"{KEPT}=because"], f"no field was recoded of: {KEPT}"),
        (["--note", "x", "--why", "because"], "write it as ID=REASON"),
        (["--note", "x", "--why", f"{EDITED}=One.", "--why", f"{EDITED}=Another."], "is given twice"),
    ],
)
def test_wrong_use_of_release_writes_nothing(released_and_edited, words, message):
    old, new = released_and_edited
    before = {path: path.read_bytes() for path in new.rglob("*.json")}
    result = run("release", old, "--data", new, *words)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert before == {path: path.read_bytes() for path in new.rglob("*.json")}


def test_a_release_that_broke_off_is_named_and_completed_by_the_same_command(released_and_edited, monkeypatch):
    old, new = released_and_edited
    command = ("release", old, "--data", new, "--note", "Invented news.")
    whole, written = cli_versions.replace, []

    def only_one(data: Path, path: Path, text: str) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        whole(data, path, text)

    with monkeypatch.context() as patch:
        patch.setattr(cli_versions, "replace", only_one)
        run(*command)
    assert len(written) == 1
    (named,) = [found for found in check(new, today=DAY) if found.field == "version"]
    assert str(named).startswith("record.json: version: '0.2.0'; allowed: 0.1.0, ")
    assert "run it again" in named.allowed
    assert run(*command).exit_code == 0
    assert json.loads(read_text(new / "record.json"))["version"] == load_changelog(new).newest.version == "0.2.0"
    assert unreleased(load_changelog(new), new) == []
    assert "version" not in [found.field for found in check(new, today=DAY)]


def test_a_release_on_a_full_disk_is_said_and_completed_by_the_same_command(released_and_edited, monkeypatch):
    old, new = released_and_edited
    command = ("release", old, "--data", new, "--note", "Invented news.")
    whole = writing.write_text
    before = {path: path.read_bytes() for path in new.rglob("*.json")}

    def full(path: Path, text: str, folder: Path) -> None:
        if path.name == file:
            raise OSError(28, "No space left on device")
        whole(path, text, folder)

    monkeypatch.setattr(writing, "write_text", full)
    for file in ("record.json", FILE):
        result = run(*command)
        assert (result.exit_code, f"{new} can't be written: No space left" in result.stderr) == (1, True)
        assert (new / FILE).read_bytes() == before[new / FILE]
        assert ((new / "record.json").read_bytes() == before[new / "record.json"]) == (file == "record.json")
        assert [path.name for path in new.rglob(".*") if path.name != writing.LOCK] == []
    monkeypatch.undo()
    assert run(*command).exit_code == 0
    assert json.loads(read_text(new / "record.json"))["version"] == load_changelog(new).newest.version == "0.2.0"


def test_a_release_waits_for_whoever_writes_the_record(released_and_edited, monkeypatch):
    old, new = released_and_edited
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.05)
    before = {path: path.read_bytes() for path in new.rglob("*.json")}
    with writing.locked(new):
        result = run("release", old, "--data", new, "--note", "Invented news.")
    assert (result.exit_code, "held by another program" in result.stderr) == (1, True)
    assert before == {path: path.read_bytes() for path in new.rglob("*.json")}


def test_an_old_folder_that_is_not_the_released_one_is_refused(released_and_edited):
    _, new = released_and_edited
    result = run("release", new, "--data", new, "--note", "x")
    assert (result.exit_code, "as it was released" in result.stderr) == (2, True)


def test_there_must_be_something_to_release(released_and_edited):
    old, _ = released_and_edited
    assert "nothing to release" in run("release", old, "--data", old, "--note", "x").stderr
    assert run("release", old, "--data", old, "--note", "New codes.", "--major").exit_code == 0
    assert load_changelog(old).newest.version == "1.0.0"


@pytest.mark.parametrize(
    ("version", "place", "after"), [("1.2.3", 0, "2.0.0"), ("1.2.3", 1, "1.3.0"), ("1.2.9", 2, "1.2.10")]
)
def test_numbers_of_a_version(version, place, after):
    assert raised(version, place) == after
    with pytest.raises(ValueError, match="is no version"):
        raised("1.2", place)


@pytest.mark.parametrize("text", ['{"versions": []}', '{"versions": [], "state": {}}', "[]", "{"])
def test_a_broken_changelog_is_said_to_be_broken(folder, text):
    (folder / FILE).write_text(text, "utf-8")
    with pytest.raises(DataError, match=FILE):
        load_changelog(folder)


def test_a_folder_may_have_none(folder):
    assert load_changelog(folder) is None
