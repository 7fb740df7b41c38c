"""Three views in another site's frame: what each says, and where a click in it leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import make_statement, write_folder
from streamlit.testing.v1 import AppTest
from visiting import drawn_rows, run, table, texts, visit

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA_VARIABLE
from dashboard.ui.plain import plain

STARMER = "2026-01-07-gbr-starmer-1"


def click(frame: AppTest, key: str, **picked: str) -> AppTest:
    """Click the mark of a picture that stands for these values."""
    frame.session_state[f"{key}-0-0"] = {"selection": {"pick": [picked]}}
    return run(frame)


def source(frame: AppTest) -> str:
    """The line at the end of a frame that says where it is from."""
    last = str(frame.caption[-1].value)
    assert last.startswith("Source: ")
    return last


@pytest.mark.parametrize(
    ("page", "query", "key", "picked"),
    [
        ("embed_timeline", "entity=GBR", "timeline-send", {"id": STARMER}),
        ("embed_what_if", "met=ceasefire&speaker=Keir+Starmer", "tiles-ground", {"entity": "GBR"}),
    ],
)
def test_a_click_shows_a_statement_whose_links_open_the_whole_site(page, query, key, picked) -> None:
    said = texts(click(visit(page, query, embedded=True), key, **picked))
    assert "**Keir Starmer**" in said
    assert r"[All of Keir Starmer](</official?speaker=Keir+Starmer>)" in said
    assert r"[All of United Kingdom](</country?entity=GBR>)" in said


def test_a_click_on_a_silent_tile_says_what_silence_means() -> None:
    assert "No statement found" in texts(click(visit("what_if", "entity=RUS"), "tiles-ground", entity="RUS")).replace(
        "\u00a0", " "
    )


TABLE = "The table"
MAP = "map-ceasefire-ground"
RECORD_ENDS = "The record ends on 28 February 2026: what was said since is not in it"


def test_the_map_names_its_question_its_rule_and_where_the_record_ends() -> None:
    sends, accepts = (
        visit("embed_map", query, embedded=True) for query in ("on=2025-06-30", "question=accept&rule=head")
    )
    assert sends.subheader[0].value == "Who would send troops to Ukraine?"
    assert "Stated positions on **30 June 2025**, by latest word" in texts(sends)
    assert RECORD_ENDS not in texts(sends)
    assert accepts.subheader[0].value == "Who accepts foreign troops in Ukraine?"
    assert ", by head only" in texts(accepts)
    assert RECORD_ENDS in texts(accepts)


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        ("embed_map", "source=Newsroom", r"Only \*\*.*Newsroom\*\*"),
        ("embed_map", "question=accept&confidence=low", r"Only \*\*.*Low\*\*"),
        ("embed_timeline", "entity=POL&source=Newsroom", r"Only \*\*.*Newsroom\*\*"),
        ("embed_what_if", "met=ceasefire&source=Newsroom&phase=wartime", r"Only \*\*.*Newsroom\*\*"),
        ("embed_what_if", "met=ceasefire&rule=head", r"by head only\?"),
        ("embed_what_if", "met=ceasefire", RECORD_ENDS),
    ],
)
def test_a_frame_says_what_limits_it(page: str, query: str, words: str) -> None:
    assert re.search(words, texts(visit(page, query, embedded=True)))


@pytest.mark.parametrize("page", ["embed_map", "embed_timeline", "embed_what_if"])
def test_a_frame_without_filters_says_nothing_of_them(page: str) -> None:
    assert "Only" not in texts(visit(page, "entity=POL" if page == "embed_timeline" else "", embedded=True))


def test_the_receiving_country_is_not_counted_as_silent() -> None:
    def counts(query: str) -> list[str]:
        frame = visit("embed_map", query, embedded=True)
        return [one.value.split(": ", 1)[1] for one in frame.caption if ", without: " in one.value]

    assert counts("on=2026-02-28") == ["42, without: 15", "47, without: 10"]
    assert counts("on=2026-02-28&entity=UKR") == ["0, without: 0"] * 2
    assert counts("on=2014-01-01&entity=UKR&question=accept") == ["0, without: 1"] * 2


def test_the_source_link_opens_the_terms_that_are_ticked() -> None:
    frame = visit("embed_what_if", "met=ceasefire&rule=head", embedded=True)
    frame.checkbox(key="_met-peace_deal").check()
    assert "(<?met=ceasefire&met=peace_deal&rule=head>)" in source(run(frame))
    for term in ("ceasefire", "peace_deal"):
        frame.checkbox(key=f"_met-{term}").uncheck()
        run(frame)
    assert "(<?rule=head>)" in source(frame)
    assert frame.query_params["met"] == "ceasefire", "the other site's Back would have to undo it"


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The words of a record in which Ardovia alone has spoken."""
    statement = make_statement(entity="ADV", phase="ceasefire", position="willing")
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", [statement])))
    return plain(f"“{statement['quote']}”")


@pytest.mark.usefixtures("invented")
def test_a_group_that_the_country_is_not_in_hides_none_of_its_statements() -> None:
    marks = {group: visit("embed_timeline", f"entity=ADV{group}", embedded=True) for group in ("", "&group=csto")}
    assert len({len(drawn_rows(frame, "Timeline")) for frame in marks.values()}) == 1
    outside = "Ardovia is not in CSTO: the filter *Group* plays no part"
    assert outside in texts(marks["&group=csto"]).replace("\\", "").replace("\u00a0", " ")
    assert "*Group*" not in texts(marks[""])


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("entity=ADV&words=zzzz", "Nothing was found in this selection: that is not a no"),
        ("entity=NRL", "The record has no such statement: that is silence, not a no."),
        ("entity=ADV&phase=unspecified", "The record has no such statement"),
    ],
)
def test_where_filters_leave_nothing_it_is_the_selection_that_has_nothing(query: str, said: str) -> None:
    assert said in texts(visit("embed_timeline", query, embedded=True))


def test_a_click_on_the_map_shows_the_words_that_the_position_rests_on(invented: str) -> None:
    frame = visit("embed_map", embedded=True)
    assert invented not in texts(frame)
    assert invented in texts(click(frame, MAP, entity="ADV"))
    assert invented not in texts(run(frame)), "a click opens it once"
    run(click(frame, MAP, entity="NRL"))
    assert invented in texts(click(frame, MAP, entity="ADV"))


@pytest.mark.parametrize(("entity", "state"), [("MLT", "No statement found"), ("UKR", "Receiving country")])
def test_a_click_on_one_without_a_position_says_what_that_means(entity: str, state: str) -> None:
    frame = click(visit("embed_map", "on=2022-02-15", embedded=True), MAP, entity=entity)
    meaning = next(code for code in load_codebook().codes["state"] if code.label == state).definition
    assert f":small[{plain(meaning)}]" in texts(frame)


@pytest.mark.parametrize(
    ("query", "limits"), [("source=Newsroom", "Newsroom"), ("rule=head&on=2022-02-15", "head only")]
)
def test_silence_that_rule_or_filters_make_says_so(query: str, limits: str) -> None:
    said = texts(click(visit("embed_map", query, embedded=True), MAP, entity="FRA"))
    assert re.search(f":small.*in this selection .*{limits}", said)
    nothing = next(code for code in load_codebook().codes["state"] if code.code == "silent").definition
    assert f":small[{plain(nothing)}]" not in said


def test_the_table_of_the_map_opens_statements_too(invented: str) -> None:
    frame = visit("embed_map", "phase=ceasefire", embedded=True)
    assert not frame.dataframe
    frame.session_state[TABLE] = True
    assert list(table(run(frame), "said")["country"]) == ["Ardovia", "League of the Invented", "Norlund", "Westmark"]
    frame.session_state["table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    assert invented in texts(run(frame))


def test_the_tables_of_the_other_frames_open_statements_too(invented: str) -> None:
    for page, query, key in (
        ("embed_timeline", "entity=ADV", "table"),
        ("embed_what_if", "met=ceasefire", "outcomes-table-ground"),
    ):
        frame = visit(page, query, embedded=True)
        assert not frame.dataframe
        frame.session_state[TABLE] = True
        assert "Ardovia" in table(run(frame), "said")["country"].tolist()
        place = table(frame, "said")["country"].tolist().index("Ardovia")
        frame.session_state[key] = {"selection": {"rows": [place], "columns": [], "cells": []}}
        assert invented in texts(run(frame))


@pytest.mark.parametrize("query", ["", "entity=POL&entity=FRA", "entity=ATLANTIS", "entity=POL&words=zzzz+nothing"])
def test_a_country_frame_says_where_it_is_from_at_any_address(query: str) -> None:
    assert "version" in source(visit("embed_timeline", query, embedded=True))


@pytest.mark.parametrize(
    ("page", "query", "questions"),
    [
        ("embed_map", "", ["send"]),
        ("embed_timeline", "entity=POL", ["send", "accept"]),
        ("embed_timeline", "entity=POL&question=accept", ["accept"]),
        ("embed_what_if", "met=ceasefire", ["send"]),
    ],
)
def test_a_frame_has_the_key_to_its_signs(page: str, query: str, questions: list[str]) -> None:
    frame = visit(page, query, embedded=True)
    book = load_codebook()
    keys = [inside.markdown[0].value for inside in frame.expander if inside.label == "What the positions mean"]
    assert len(keys) == len(questions)
    for key, question in zip(keys, questions, strict=True):
        assert all(plain(code.definition) in key for code in book.positions(question))


@pytest.mark.parametrize(
    ("path", "query", "offered"),
    [
        ("/country", "", False),
        ("/country", "entity=FRA&entity=POL", False),
        ("/country", "entity=FRA", True),
        ("/", "", True),
        ("/shifts", "entity=FRA", False),
    ],
)
def test_a_frame_is_offered_where_it_would_show_something(path: str, query: str, offered: bool) -> None:
    shown = visit(path.strip("/") or "overview", query)
    shown.context["url"] = f"http://localhost{path}"
    shown.session_state["share"] = True
    assert any(one.label == "Show it on another site" for one in run(shown).expander) == offered


def test_marks_of_both_questions_open_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        make_statement(1, position="willing", quote="Invented words on sending."),
        make_statement(2, position="opposes", quote="Invented words on others."),
    ]
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", said)))
    frame = visit("embed_timeline", "entity=ADV", embedded=True)
    assert "words on others" in texts(click(frame, "timeline-accept", id=said[1]["id"]))
    assert "words on sending" in texts(click(frame, "timeline-send", id=said[0]["id"]))


def test_a_frame_names_no_button_that_it_does_not_have() -> None:
    assert "Not on this map" in texts(visit("embed_map", "", embedded=True))
    assert "Tiles" not in texts(visit("embed_map", "", embedded=True))
    assert "*Tiles*" in texts(visit("overview"))


def test_a_frame_says_where_the_filter_of_phases_limits_nothing() -> None:
    said = "Words that name no phase count in both"
    assert said in texts(visit("embed_map", "phase=unspecified", embedded=True))
    assert said not in texts(visit("embed_map", "phase=ceasefire", embedded=True))
