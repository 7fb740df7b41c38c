"""A statement's own page: its history is told from the data; nothing is made up where there is none. Invented words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import TRACE, make_statement, write_folder
from visiting import texts, visit

from dashboard.dataset.changelog import FILE, Changelog, Version, dump, marks
from dashboard.dataset.files import DATA_VARIABLE
from dashboard.ui.plain import plain

OLD, READ, NEW = (
    make_statement(1),
    make_statement(2, date="2024-05-01", position="willing", origin="parsed", trace=TRACE),
    make_statement(3, date="2024-06-01", quote="**bold** <b>invented</b> [words](http://x.example)"),
)
GONE = "2024-04-01-adv-invented-9"
RECODED = {"id": OLD["id"], "field": "position", "before": "no_plans", "after": "open", "why": "An invented reason."}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three statements: one recoded by a version, one read by the parser, one added since the last version."""
    released = write_folder(tmp_path / "released", [OLD, READ])
    folder = write_folder(tmp_path / "data", [OLD, READ, NEW])
    versions = (
        Version(version="0.0.9", day=dt.date(2024, 7, 1), note="Invented beginnings."),
        Version.model_validate(
            {
                "version": "0.1.0",
                "day": dt.date(2024, 8, 1),
                "note": "Invented news.",
                "removed": [GONE],
                "recoded": [RECODED],
            }
        ),
    )
    (folder / FILE).write_text(dump(Changelog(versions=versions, state=marks(released))), "utf-8")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def test_what_the_versions_changed_is_told_with_the_reason(data):
    said = texts(visit("statement", f"id={OLD['id']}")).replace("\\", "")
    assert "**Version 0.0.9**, 1 July 2024: added" in said
    assert "**Version 0.1.0**, 1 August 2024: recoded" in said
    assert "Position: No plans → Open. Reason: An invented reason." in said
    assert "since version" not in said


def test_what_the_machine_had_proposed_stands_beside_what_was_decided(data):
    said = texts(visit("statement", f"id={READ['id']}")).replace("\\", "")
    assert "**Read by the parser**, decided by tester on 2024-03-02" in said
    assert TRACE["evidence"] in said
    assert "Position: proposed Open, decided Willing." in said


def test_an_edit_that_no_version_tells_of_is_said_to_be_one(data):
    shown = visit("statement", f"id={NEW['id']}")
    assert "Added since version 0.1.0" in texts(shown)
    assert not any("<b>" in element.value or "[words](" in element.value for element in shown.markdown)


def test_a_statement_that_was_removed_is_not_just_unknown(data):
    said = texts(visit("statement", f"id={GONE}")).replace("\\", "")
    assert "no statement with this ID" in said
    assert "removed in version 0.1.0: Invented news." in said


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("2024-05-01-adv-invneted-2", READ["id"]),
        ("2024-5-01-adv-invented-2", READ["id"]),
        ("2024-05-01-ADV-invented-2 ", READ["id"]),
        ("invented", None),
        ("x" * 5000, None),
    ],
    ids=["swapped", "missing", "capitals", "a part", "long"],
)
def test_an_id_with_a_slip_in_it_leads_to_the_one_that_is_meant(data, asked, offered):
    shown = visit("statement", f"id={asked}")
    names = [one.proto.label for one in shown.get("page_link") if one.proto.query_string.startswith("id=")]
    assert [name.replace("\\", "") for name in names][:1] == ([offered] if offered else [])


def test_without_an_id_the_page_says_what_it_is_for(data):
    assert "Which statement?" in texts(visit("statement"))


def test_every_field_is_shown_as_it_stands_in_the_data_with_what_it_means(data):
    lines = visit("statement", f"id={OLD['id']}").markdown[-1].value.split("\n\n")
    assert len(lines) == len(OLD) + 1, "every field, and the kind of force"
    assert any(line.startswith("**Position** &nbsp; Open `open`  \n:small[:gray[") for line in lines)
    assert any(line.startswith("**Kind of force** &nbsp; Ground forces `ground`") for line in lines)
    assert any(line.startswith(f"**Quote** &nbsp; {plain(OLD['quote'])}") for line in lines)


def test_a_claim_is_said_to_be_one_before_its_position(tmp_path, monkeypatch):
    claim = make_statement(4, speaker_entity="NRL", position="willing")
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", [claim])))
    shown = visit("statement", "id=2024-03-01-adv-invented-4")
    (coded,) = [one.value for one in shown.markdown if "Willing" in one.value and "Claim by" in one.value]
    told = plain("Claim by an official of Norlund, not a position of Ardovia")
    assert coded.index(told) < coded.index("Willing")
    assert "Ilse Nolvik (Office of the head, Norlund), a claim about Ardovia" in shown.code[1].value


def test_links_onward_keep_the_day_and_the_rule(data):
    shown = visit("statement", f"id={OLD['id']}&on=2024-05-01&rule=head&words=invented")
    links = [one.proto.query_string for one in shown.get("page_link") if one.proto.label.startswith("All of")]
    assert links == ["speaker=Ilse+Vantor&on=2024-05-01&rule=head", "entity=ADV&on=2024-05-01&rule=head"]


def test_a_record_without_a_changelog_says_so(data):
    (data / FILE).unlink()
    assert "without a changelog" in texts(visit("statement", f"id={OLD['id']}"))


@pytest.mark.parametrize("broken", ["[{", "[7]"])
def test_a_broken_file_of_another_country_takes_nothing_from_the_page(data, broken):
    (data / "statements" / "NRL.json").write_text(broken, "utf-8")
    said = texts(visit("statement", f"id={NEW['id']}"))
    assert "statements of NRL" in said.replace("\\", "")
    assert "Added since version 0.1.0" in said


@pytest.mark.parametrize("broken", ["{}", "[{"])
@pytest.mark.parametrize("asked", [OLD["id"], GONE])
def test_a_changelog_that_cannot_be_read_is_said_to_be_so(data, broken, asked):
    (data / FILE).write_text(broken, "utf-8")
    said = texts(visit("statement", f"id={asked}"))
    assert "The changelog can't be read" in said
    assert "without a changelog" not in said
