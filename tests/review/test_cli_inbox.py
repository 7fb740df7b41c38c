"""The commands of the inbox, as they are typed: what they print, what they change, how they end. All invented."""

import csv
import io
import json
import os

import pytest
from review_help import NOW, TEXT, make_article, make_data, make_inbox, make_row, problems, snapshot, statements
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.cli import TableFormat
from dashboard.cli_inbox_tools import told, write_table
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA, DATA_VARIABLE
from dashboard.output.exports import to_parquet
from dashboard.review.inbox import EDIT_VARIABLE, STATE_VARIABLE

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
COLUMNS = load_codebook(DATA).columns


class Typed:
    """Types commands of the inbox, all on one state folder and one data folder."""

    def __init__(self, folder):
        self.folder, self.data = folder, make_data(folder)

    def __call__(self, command, *words, reviewer="Rita", more=("--state", "--data")):
        places = {"--state": self.folder / "state", "--data": self.data}
        options = [str(part) for name in more for part in (name, places[name])]
        if command in ("add", "accept", "edit", "reject", "undo", "code"):
            options += ["--reviewer", reviewer]
        return CliRunner().invoke(app, ["inbox", command, *map(str, words), *options])

    def sheet(self, *rows, name="sheet.csv"):
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(make_row(origin="curated", **row) for row in rows)
        return path

    def queue(self, *rows):
        result = self("add", self.sheet(*rows))
        assert result.exit_code == DONE, result.stderr
        return result.stdout.split()

    def listed(self, *words):
        return list(csv.DictReader(io.StringIO(self("list", *words).stdout)))


@pytest.fixture
def typed(tmp_path):
    return Typed(tmp_path)


def test_sheet_to_record_and_back(typed):
    before = snapshot(typed.data)
    first, second = typed.queue({}, {"summary": "Another."})
    assert [row["id"] for row in typed.listed()] == [first, second]
    result = typed("accept", first[:8], second)
    assert (result.exit_code, result.stdout.split()) == (DONE, ["2026-03-01-lux-muster-1", "2026-03-01-lux-muster-2"])
    assert {statement["origin"] for statement in statements(typed.data)} == {"curated"}
    assert problems(typed.data) == []
    assert typed.listed() == []
    assert len(typed.listed("--only", "accepted")) == 2
    result = typed("undo", first, second, reviewer="Sam")
    assert result.stderr.count("undone: accept by Rita") == 2
    assert snapshot(typed.data) == before
    log = json.loads(typed("export").stdout)
    assert [(line["action"], line["reviewer"]) for line in log] == [
        ("accept", "Rita"),
        ("accept", "Rita"),
        ("undo", "Sam"),
        ("undo", "Sam"),
    ]


def test_bad_sheet_enters_by_no_half_and_says_everything(typed):
    result = typed(
        "add", typed.sheet({}, {"position": "perhaps", "summary": "B"}, {"speaker": "Nobody", "summary": "C"})
    )
    assert result.exit_code == PROBLEMS
    assert "row 3: position: 'perhaps'; allowed: " in result.stderr
    assert "row 4: speaker: 'Nobody'; allowed: " in result.stderr
    assert result.stdout == ""
    assert typed.listed() == []


def test_same_sheet_again_is_said_to_be_known(typed):
    typed.queue({})
    result = typed("add", typed.folder / "sheet.csv")
    assert (result.exit_code, result.stdout) == (DONE, "")
    assert "known already: added by Rita" in result.stderr


def test_edit_and_what_stands_in_its_way(typed):
    (name,) = typed.queue({})
    assert typed("edit", name).exit_code == WRONG_USE
    assert typed("edit", name, "--set", "position").exit_code == WRONG_USE
    refused = typed("edit", name, "--set", "position=perhaps")
    assert (refused.exit_code, "perhaps" in refused.stderr) == (PROBLEMS, True)
    done = typed("edit", name, "--set", "position=no_plans", "--reason", "softer")
    assert done.stdout.strip() == "2026-03-01-lux-muster-1"
    (line,) = json.loads(typed("export").stdout)
    assert (line["action"], line["reason"]) == ("edit", "softer")
    assert (line["machine"]["position"], line["human"]["position"]) == ("rules_out", "no_plans")


def test_reject_and_the_second_reviewer(typed):
    (name,) = typed.queue({})
    assert typed("reject", name, "--reason", " ").exit_code == PROBLEMS
    assert typed("reject", name, "--reason", "hearsay").exit_code == DONE
    second = typed("accept", name, reviewer="Sam")
    assert second.exit_code == PROBLEMS
    assert "rejected by Rita" in second.stderr
    assert statements(typed.data) == []


def test_new_speaker_is_proposed_and_enters_with_the_statement(typed):
    (name,) = typed.queue({})
    changes = [
        "--set",
        "speaker=Nora\u200b Neu",
        "--set",
        "office=Minister of New\u00ad Things",
    ]  # as copied from a page
    assert "speaker" in typed("edit", name, *changes).stderr
    done = typed("edit", name, *changes, "--speaker", "from=\u20602026-01-01")
    assert done.stdout.strip() == "2026-03-01-lux-neu-1"
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,2026-01-01," in (
        typed.data / "officials.csv"
    ).read_text(encoding="utf-8")
    assert problems(typed.data) == []


def test_accept_with_a_new_speaker_as_proposed(typed):
    lines = (typed.data / "officials.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (name,) = typed.queue({})
    (typed.data / "officials.csv").write_text(
        "".join(line for line in lines if "adam-muster" not in line), encoding="utf-8"
    )
    assert '"name": "Adam Muster"' in typed("show", name).stdout
    assert typed("accept", name).exit_code == PROBLEMS
    assert typed("accept", name, "--new-speaker").exit_code == DONE
    assert problems(typed.data) == []


def test_show_has_fields_passage_and_the_check_of_the_quote(typed):
    (name,) = typed.queue({})
    shown = typed("show", name).stdout
    assert "position: rules_out" in shown
    assert "quote: stands in the article" in shown
    (name,) = typed.queue({"quote": "We will … send soldiers", "summary": "B"})
    assert "quote: its parts stand in the article: read what is left out" in typed("show", name).stdout
    assert typed("show", "nothing").exit_code == PROBLEMS


def test_second_coder_and_agreement(typed):
    names = typed.queue({}, {"position": "no_plans", "summary": "B"})
    typed("accept", *names)
    assert "coded by two people" in typed("agreement").stderr
    for name, position in zip(names, ("rules_out", "open"), strict=True):
        coded = typed(
            "code", name, "--set", f"position={position}", "--set", "question=send", "--blind", reviewer="Sam"
        )
        assert coded.exit_code == DONE, coded.stderr
    assert typed("code", names[0], "--set", "position=perhaps").exit_code == PROBLEMS
    rows = list(csv.DictReader(io.StringIO(typed("agreement").stdout)))
    position = next(row for row in rows if row["field"] == "position" and row["level"] == "nominal")
    assert (position["units"], position["coders"], position["same"]) == ("2", "2", "0.5")
    assert -1 <= float(position["alpha"]) < 1


def test_article_is_parsed_queued_once_and_accepted_with_its_trace(typed):
    path = typed.folder / "evening.txt"
    path.write_text("Polish Prime Minister Donald Tusk said: “Poland will not send soldiers to Ukraine.”", "utf-8")
    result = typed("add", path, "--published", "2025-03-01", "--source-url", "https://news.example/tusk")
    assert result.exit_code == DONE, result.stderr
    (name,) = result.stdout.split()
    again = typed("add", path, "--published", "2025-03-01")
    assert (again.exit_code, again.stdout) == (DONE, "")
    changes = ["--set", "source_publisher=Invented Post"]
    assert typed("edit", name, *changes).exit_code == DONE
    trace = next(s for s in statements(typed.data, "POL") if s["origin"] == "parsed")["trace"]
    assert (trace["reviewer"], trace["proposed"]["speaker"]) == ("Rita", "Donald Tusk")
    assert problems(typed.data) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.txt"], WRONG_USE, "not there"),
        (["http://127.0.0.1:9/"], PROBLEMS, "not on the open internet"),
        (["http://[::1]/feed"], PROBLEMS, "not on the open internet"),
        (["sheet.csv", "--published", "soon"], WRONG_USE, "no day"),
    ],
)
def test_what_is_not_taken_in_says_why(typed, words, code, said, monkeypatch):
    monkeypatch.chdir(typed.folder)
    typed.sheet({})
    result = typed("add", *words)
    assert result.exit_code == code
    assert said in result.stderr


def test_article_without_day_is_left_and_the_others_are_done(typed):
    (typed.folder / "one.txt").write_text(TEXT, encoding="utf-8")
    result = typed("add", typed.folder / "one.txt", typed.sheet({}))
    assert result.exit_code == PROBLEMS
    assert "day of publication" in result.stderr
    assert len(result.stdout.split()) == 1


def test_folder_without_articles_is_said_to_be_one(typed):
    (typed.folder / "empty").mkdir()
    result = typed("add", typed.folder / "empty")
    assert (result.exit_code, result.stdout) == (PROBLEMS, "")
    assert f"{typed.folder / 'empty'}: no article in it: looked for files that end in .txt" in result.stderr


def test_line_that_is_left_is_named_by_file_number_and_id(typed):
    path = typed.folder / "lines.jsonl"
    lines = [{"id": "one", "text": TEXT}, {"id": "two", "text": TEXT, "published": "soon"}, {"text": 5}]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    result = typed("add", path, "--published", "2026-03-01")
    assert result.exit_code == PROBLEMS
    assert f"{path}:2 (two): published: 'soon' is no day" in result.stderr
    assert f"{path}:3: no article" in result.stderr


def test_terminal_gets_no_commands_from_articles_and_a_spreadsheet_no_formulas(typed):
    no_quote = {"quote": "", "quote_language": "", "confidence": "medium"}
    (name,) = typed.queue(no_quote | {"summary": "=HYPERLINK(1) was said.", "source_title": "\u202eTitle"})
    assert "'=HYPERLINK" in typed("list").stdout
    shown = typed("show", name).stdout
    assert "\u202e" not in shown
    assert "Title" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "x", "--set", "position=willing", "--set", "position =rules_out"),
        ("edit", "x", "--speaker", "name=Ada Brandt", "--speaker", "name=Adam Muster"),
        ("code", "x", "--set", "position=willing", "--set", "position=willing"),
    ],
)
def test_a_field_given_twice_is_wrong_use(typed, words):
    result = typed(*words)
    assert (result.exit_code, "is given twice" in result.stderr) == (WRONG_USE, True)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_tables_send_no_control_character_of_an_article(typed, form):
    inbox = make_inbox(typed.folder)
    nasty = "\x1b[31m\x9b2J\u202eRed\r\x07 and\u00a0plain"
    inbox.take_in(make_article(title=nasty), [make_row()], how="test", by="Tester", now=NOW)
    (name,) = (candidate.id for candidate in inbox.candidates())
    typed("reject", name, "--reason", "invented")
    listed = typed("list", "--only", "rejected", "--format", form).stdout
    printed = listed + typed("export", "--format", form).stdout
    assert not set(printed) & set("\x1b\x9b\u202e\r\x07")
    words = json.loads(listed)[0]["article"] if form == "json" else next(csv.DictReader(io.StringIO(listed)))["article"]
    assert words == (nasty if form == "json" else "\ufffd[31m\ufffd2J\ufffdRed\ufffd\ufffd and\u00a0plain")


def test_a_tab_and_a_line_of_a_table_stay(capsys):
    write_table([{"words": "two\tinvented\nlines"}], ["words"], TableFormat.csv)
    assert capsys.readouterr().out == 'words\n"two\tinvented\nlines"\n'


@pytest.mark.parametrize("command", [["inbox", "list"], ["inbox", "agreement"], ["check"]])
def test_parquet_file_can_be_neither_edited_nor_checked(tmp_path, command):
    """Also where a command reads the codebook before the inbox."""
    path = tmp_path / "statements.parquet"
    path.write_bytes(b"PAR1")
    result = CliRunner().invoke(app, [*command, "--data", str(path)])
    assert (result.exit_code, "Invalid value for '--data'" in result.stderr) == (WRONG_USE, True)


def test_state_that_is_no_inbox(typed):
    (typed.folder / "state").write_text("a file")
    result = typed("list")
    assert (result.exit_code, "--state" in result.stderr) == (PROBLEMS, True)


@pytest.fixture
def served(monkeypatch, tmp_path):
    """Types `serve` with nothing served in the end; gives what would have been. Folder and environment are put back."""
    monkeypatch.chdir(tmp_path)
    for name in (DATA_VARIABLE, EDIT_VARIABLE, STATE_VARIABLE):
        monkeypatch.setenv(name, "")
    asked = []
    monkeypatch.setattr("dashboard.app.app.run", lambda config: asked.append((config, os.environ.get(EDIT_VARIABLE))))

    def serve(*words):
        asked.clear()
        return CliRunner().invoke(app, ["serve", "--port", "8769", *words]), asked

    return serve


def test_editing_is_off_unless_asked_for(served):
    result, asked = served()
    assert result.exit_code == DONE, result.stderr
    assert asked == [({"server.port": 8769, "server.address": "127.0.0.1"}, None)]
    _, asked = served("--edit")
    assert asked == [({"server.port": 8769, "server.address": "127.0.0.1"}, "1")]
    _, asked = served("--address", "0.0.0.0")
    assert asked == [({"server.port": 8769, "server.address": "0.0.0.0"}, None)]


def test_editing_for_everyone_is_refused(served, monkeypatch):
    result, asked = served("--edit", "--address", "0.0.0.0")
    assert (result.exit_code, asked) == (WRONG_USE, [])
    assert "would let everyone edit" in result.stderr
    secrets = {"auth": {"client_id": "x"}, "inbox": {"reviewers": ["rita@news.example"]}}
    monkeypatch.setattr("dashboard.ui.editing._secrets", lambda section: secrets[section])
    for authlib, starts in ((None, []), ("installed", [({"server.port": 8769, "server.address": "0.0.0.0"}, "1")])):
        monkeypatch.setattr("dashboard.cli.find_spec", lambda _name, found=authlib: found)
        result, asked = served("--edit", "--address", "0.0.0.0")
        assert asked == starts
        assert ("pip install" in result.stderr) == (authlib is None)


def test_parquet_file_is_not_served_for_editing(served, tmp_path, shipped):
    path = tmp_path / "statements.parquet"
    path.write_bytes(to_parquet(shipped.frame, shipped))
    result, asked = served("--edit", "--data", str(path))
    assert (result.exit_code, asked) == (WRONG_USE, [])


@pytest.mark.parametrize(
    "words", [["list"], ["show", "x"], ["export"], ["accept", "x"], ["undo", "x"], ["code", "x"], ["agreement"]]
)
def test_folder_without_a_codebook_is_said_to_be_so(typed, words):
    (typed.data / "codebook.json").unlink()
    result = typed(*words)
    assert (result.exit_code, result.stdout) == (PROBLEMS, "")
    assert result.stderr.startswith("codebook.json: file: 'No such file or directory'")


def test_address_of_an_article_that_is_none_is_wrong_use(typed):
    (typed.folder / "one.txt").write_text(TEXT, encoding="utf-8")
    result = typed("add", typed.folder / "one.txt", "--source-url", "invented")
    assert (result.exit_code, "--source-url: 'invented' is no http(s) address" in result.stderr) == (WRONG_USE, True)


@pytest.mark.parametrize("day", ["", "yesterday"])
def test_day_of_an_article_that_is_none_is_wrong_use(typed, day):
    result = typed("add", "-", "--published", day)
    assert (result.exit_code, f"{day!r} is no day" in result.stderr) == (WRONG_USE, True)


def test_folder_that_is_called_like_a_sheet_is_a_folder(typed):
    (typed.folder / "folder.csv").mkdir()
    assert "no article in it" in typed("add", typed.folder / "folder.csv").stderr


def test_what_was_done_is_not_said_to_be_undone_where_nobody_reads_on(capsys):
    def done_and_printed():
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        told(done_and_printed)
    assert capsys.readouterr().err == ""
