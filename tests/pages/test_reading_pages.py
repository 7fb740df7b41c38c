"""What each reading page shows: the numbers, the words, the headings that limit them, and what a click leads to."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pandas as pd
import pytest
from builders import make_statement, write_folder
from starlette.applications import Starlette
from starlette.testclient import TestClient
from visiting import charts, drawn_rows, opened, run, table, texts, visit

from dashboard.dataset.files import DATA_VARIABLE
from dashboard.dataset.selection import Selection
from dashboard.output import maps
from dashboard.output.views import positions_table
from dashboard.routes import api
from dashboard.ui import cached
from dashboard.ui.geography import key_days
from dashboard.ui.plain import plain


def test_the_overview_counts_what_the_export_says(shipped) -> None:
    shown = opened(visit("overview", "on=2025-09-04&phase=ceasefire&rule=head"))
    exported = positions_table(
        shipped,
        Selection(phase=("ceasefire",), question=("send",), kind=("ground",)),
        dt.date(2025, 9, 4),
        "head",
    )
    assert len(table(shown, "said")) == len(exported)
    counts = drawn_rows(shown, "Countries and bodies by position: After a ceasefire").set_index("label")["entities"]
    for code in shipped.codebook.positions("send"):
        assert counts[code.label] == (exported["position"] == code.code).sum()
    assert counts["No statement found"] == (exported["position"] == "silent").sum()


@pytest.mark.parametrize("query", ["rule=head", "position=willing", "rule=latest&group=eu"])
def test_the_months_end_where_the_counts_stand(query: str) -> None:
    shown = visit("overview", f"on=2026-02-28&phase=ceasefire&{query}")
    counts = drawn_rows(shown, "Countries and bodies by position: After").set_index("label")["entities"]
    months = drawn_rows(shown, "Countries and bodies by position at the end of each month, After a ceasefire")
    last = months.set_index("month").loc["2026-02-28"]
    assert last[counts.index].to_dict() == counts.to_dict()


def test_the_tables_behind_the_pictures_hold_the_counts_of_each_month() -> None:
    shown = opened(visit("overview", "on=2026-02-28&phase=ceasefire"))
    drawn = drawn_rows(shown, "Countries and bodies by position at the end of each month")
    told = table(shown, "month")
    assert told.astype(drawn.drop(columns="since").dtypes).equals(drawn.drop(columns="since"))
    assert "After a ceasefire · ground forces · Month by month" in texts(shown)


def test_title_and_headings_name_the_question() -> None:
    accepting = visit("overview", "question=accept&phase=ceasefire")
    assert accepting.title[0].value == "Who accepts foreign troops in Ukraine?"
    assert accepting.header[0].value == "Accept · after a ceasefire · ground forces"
    assert visit("overview", "phase=ceasefire").header[0].value == "After a ceasefire · ground forces"


@pytest.mark.parametrize("page", ["overview", "timeline", "compare", "shifts", "country", "embed_map"])
def test_where_both_questions_are_picked_and_one_is_shown_the_page_says_so(page: str) -> None:
    def said(query: str) -> str:
        shown = visit(page, f"group=g7&{query}", embedded=page.startswith("embed"))
        return texts(shown).replace("\\", "")

    both = said("question=send&question=accept")
    assert "Both questions are picked, and one is shown: *Send*. For the other pick *Accept* alone." in both
    assert "Send, Accept" not in both, "no filter that is not shown"
    assert "Both questions" not in said("question=accept")


@pytest.mark.parametrize(
    ("rule", "title"), [("authority", "Month by month, by latest word"), ("head", "Month by month")]
)
def test_where_a_rule_has_no_steps_the_titles_say_by_which_positions_move(rule: str, title: str) -> None:
    shown = visit("overview", f"rule={rule}&phase=ceasefire")
    months = drawn_rows(shown, "Countries and bodies by position at the end of each month", "shown")
    assert months["title"].tolist() == [title]
    assert title.replace("Month by month", "What changed lately") in [one.value for one in shown.header]


def test_low_confidence_translation_and_our_summary_are_told_on_the_overview(tmp_path, monkeypatch) -> None:
    statements = [
        make_statement(1, date="2024-03-01", position="no_plans", quote="Вигадані слова", quote_language="ru"),
        make_statement(2, date="2025-03-01", position="willing", quote="", quote_language="", confidence="low"),
    ]
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))
    for shape in ("map", "tiles"):
        shown = opened(visit("overview", f"on=2025-04-01&phase=wartime&shape={shape}"))
        said = texts(shown).replace("\\", "")
        assert "quoted in Russian" in said
        assert f"Our summary: {statements[0]['summary']}" in said
        assert "confidence low · our summary" in said
        assert "31 days before 1 April 2025 · " in said
        listed = table(shown, "said").set_index("country")
        name = listed.index[0]
        assert listed.loc[name, ["confidence", "marks"]].tolist() == ["Low", "our summary"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("entity=USA&entity=NATO", ["Not on this map: NATO, United States."]),
        ("shape=world", ["Not on this map: European Union, OSCE, United Nations, NATO."]),
        ("", ["Not on this map: 16 countries and bodies, 15 of them with a stated position. *Tiles* show all."]),
        ("entity=FRA", []),
        ("shape=tiles", []),
    ],
)
def test_who_is_not_on_a_map_is_named(query: str, said: list[str]) -> None:
    shown = visit("overview", f"on=2026-02-28&phase=ceasefire&{query}")
    lines = [one.value.replace("\\", "") for one in shown.caption]
    assert [line for line in lines if line.startswith("Not on this map")] == said


def test_tiles_keep_their_places_whatever_is_asked_for() -> None:
    every, few = (
        drawn_rows(visit("overview", f"shape=tiles&phase=ceasefire{one}"), "Tile grid") for one in ("", "&entity=FRA")
    )
    assert few[["entity", "row", "col"]].to_numpy().tolist() == every[["entity", "row", "col"]].to_numpy().tolist()
    assert few.loc[few["label"].notna(), "entity"].tolist() == ["FRA"]


def test_a_day_outside_the_record_is_said_to_be(tmp_path, monkeypatch) -> None:
    early = visit("overview", "on=2022-02-01")
    assert "The record begins on 15 February 2022" in texts(early)
    assert early.select_slider(key="_month").options[0] == "1 Feb 2022"
    inside = visit("overview", "on=2022-03-31")
    assert "The record begins" not in texts(inside)
    assert inside.select_slider(key="_month").options[0] == "Feb 2022"
    folder = write_folder(tmp_path / "data", [make_statement(1, date="2026-05-02")])
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    late = texts(visit("overview", ""))
    assert "The record ends on 1 January 2026: of what was said since it has 1 statement added one by one" in late
    assert "to 1 January 2026" in late, "one word on a later day makes no silence of all others"


def test_a_doubt_is_drawn_on_the_map_and_explained() -> None:
    shown = visit("overview", "on=2026-02-28&phase=ceasefire&shape=tiles")
    drawn = drawn_rows(shown, "Tile grid").set_index("entity")
    assert drawn.loc["FRA", ["sign", "confidence"]].tolist() == ["■?", "Low"]
    assert (drawn["sign"].str.contains("?", regex=False) == (drawn["confidence"] == "Low")).all()
    assert "? behind a sign: low confidence" in texts(shown).replace("\\", "")


def test_the_table_of_positions_begins_with_those_who_go_farthest_and_ends_with_silence() -> None:
    order = ["Deployed", "Committed", "Willing", "Open", "Undecided", "No plans", "Rules out"]
    order += ["Receiving country", "No statement found"]
    shown = [text[0].split(" ", 1)[1] for text in table(visit("overview", "shape=table"), "said")["position"]]
    assert shown == sorted(shown, key=order.index)


def test_ukraine_is_no_silence_where_sending_is_asked() -> None:
    shown = table(visit("overview", "shape=table"), "said")
    assert set(shown.loc[shown["country"] == "Ukraine", "position"].map(lambda text: text[0])) == {
        "◎ Receiving country"
    }
    accepting = table(visit("overview", "shape=table&question=accept"), "said")
    said = accepting.loc[accepting["country"] == "Ukraine", "position"].map(lambda text: text[0])
    assert set(said) == {"+ Welcomes", "○* Accepts"}, "of words that name no phase"


@pytest.mark.parametrize(("shape", "drawn"), [("map", "Map"), ("world", "Map"), ("tiles", "Tile grid"), ("table", "")])
def test_map_world_tiles_and_table_are_views_of_one_selection(shape: str, drawn: str) -> None:
    shown = visit("overview", f"shape={shape}&phase=ceasefire")
    assert bool(shown.dataframe) == (shape == "table")
    shown = opened(shown)
    alts = [alt for alt in charts(shown) if drawn and alt.startswith(drawn)]
    assert len(alts) == (1 if drawn else 0)
    assert len([alt for alt in charts(shown) if alt.startswith("Countries and bodies by position")]) == 2
    assert table(shown, "said")["country"].nunique() == 58


def test_what_is_opened_stays_open_in_every_view() -> None:
    shown = opened(visit("overview", "phase=ceasefire"))
    for shape in ("table", "tiles"):
        shown.session_state["shape"] = shape
        assert len(run(shown).dataframe) == 2
    assert shown.session_state["behind"]


@pytest.mark.parametrize("shape", ["map", "world", "tiles"])
def test_a_form_of_the_map_that_the_server_prepared_is_not_built_again(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached.prepare()
    for name in ("tiles", "position_map"):
        monkeypatch.setattr(maps, name, None)
    assert charts(visit("overview", f"shape={shape}"))


def _places(block: Any, path: tuple[int, ...] = ()) -> dict[str, tuple[int, ...]]:
    """Where the containers with a key stand, by their keys; cards aside, which come and go with what they tell."""
    found: dict[str, tuple[int, ...]] = {}
    for number, child in getattr(block, "children", {}).items():
        key = str(getattr(getattr(child, "proto", None), "id", "")).split("-", 2)[-1]
        if key and hasattr(child, "children") and not key.startswith("position-"):
            found[key] = (*path, number)
        found |= _places(child, (*path, number))
    return found


@pytest.mark.parametrize(
    ("page", "first", "second", "fewest"),
    [
        ("overview", "", "shape=table", 8),
        ("overview", "", "phase=ceasefire", 5),
        ("overview", "on=2025-09-04", "on=2010-01-01&phase=unspecified", 8),
        ("timeline", "", "phase=ceasefire", 4),
        ("timeline", "on=2024-01-01", "rule=head", 4),
        ("country", "entity=FRA", "entity=POL", 9),
        ("country", "entity=FRA", "entity=FRA&on=2022-01-01&group=NATO", 9),
        ("official", "speaker=Emmanuel+Macron", "speaker=Emmanuel+Macron&phase=wartime", 6),
        ("official", "speaker=Emmanuel+Macron", "speaker=Emmanuel+Macron&on=2024-01-01&rule=head", 6),
        ("compare", "entity=FRA&entity=POL", "entity=FRA&entity=POL&phase=ceasefire", 9),
        ("shifts", "on=2025-09-04", "phase=unspecified", 2),
        ("shifts", "show=claims", "show=heads", 2),
    ],
)
def test_what_two_views_have_in_common_stands_in_the_same_place(
    page: str, first: str, second: str, fewest: int
) -> None:
    before, after = (_places(visit(page, query)._tree) for query in (first, second))
    common = before.keys() & after.keys()
    assert len(common) >= fewest
    assert {key: before[key] for key in common} == {key: after[key] for key in common}


def test_another_rule_changes_the_data_of_a_map_and_nothing_that_the_browser_builds_it_from() -> None:
    first, second = (charts(visit("overview", f"rule={rule}")) for rule in ("latest", "head"))
    maps = [alt for alt in first if alt.startswith("Map: ")]
    assert len(maps) == 2
    assert all(first[alt] == second[alt] for alt in maps)


def test_what_is_closed_is_drawn_once_it_is_opened() -> None:
    shown = visit("statements", "entity=POL&phase=ceasefire")
    assert not shown.code
    assert not shown.get("download_button")
    shown.session_state["share"] = True
    shown.session_state["statements-csv-forms"] = True
    run(shown)
    assert shown.code[0].value.endswith("?entity=POL&phase=ceasefire"), "statements have no day of positions"
    assert [one.proto.label for one in shown.get("download_button")][:2] == ["CSV", "JSON"]


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        (
            "overview",
            "on=2025-09-04&rule=head&entity=FRA",
            "France; Question: Send; Kind of force: Ground forces; positions on 4 September 2025, head only (seen",
        ),
        (
            "what_if",
            "on=2025-09-04&met=ceasefire&met=us_backstop",
            "Question: Send; Kind of force: Ground forces; taken as met: Ceasefire, US backstop; words",
        ),
        (
            "shifts",
            "on=2025-09-04&rule=head",
            "Question: Send; Kind of force: Ground forces; changes of position up to 4 September 2025, head only (seen",
        ),
        (
            "shifts",
            "on=2025-09-04&rule=head&show=claims",
            "Question: Send; Kind of force: Ground forces; what others claim up to 4 September 2025 (seen",
        ),
        (
            "statements",
            "on=2025-09-04&rule=head&position=rules_out&words=troops",
            "Position: Rules out; “troops” (seen",
        ),
        ("official", "", "officials and institutions (seen"),
        ("official", "entity=POL", "Poland; officials and institutions (seen"),
        ("official", "speaker=Emmanuel+Macron", "Emmanuel Macron (seen"),
    ],
)
def test_what_is_shared_is_cited_in_words_with_the_day_of_its_positions(page: str, query: str, said: str) -> None:
    shown = visit(page, query)
    shown.session_state["share"] = True
    credit, apa, bibtex = (one.value for one in run(shown).code[1:4])
    assert re.search(rf"version \d+\.\d+\.\d+: {re.escape(said)}", credit)
    assert all(said.removesuffix(" (seen") in text for text in (apa, bibtex))


@pytest.mark.parametrize(
    ("page", "query", "kept"),
    [
        ("overview", "", "on={today}"),
        ("overview", "phase=ceasefire&rule=head&shape=tiles", "phase=ceasefire&on={today}&rule=head&shape=tiles"),
        ("overview", "on=2025-09-04", "on=2025-09-04"),
        ("country", "entity=POL", "entity=POL&on={today}"),
        ("what_if", "met=ceasefire", "on={today}&met=ceasefire"),
        ("statements", "entity=POL", "entity=POL"),
        ("method", "", ""),
    ],
)
def test_a_shared_link_keeps_the_day_that_it_shows_and_the_address_stays_as_it_is(
    page: str, query: str, kept: str
) -> None:
    shown = visit(page, query)
    shown.context["url"] = f"http://localhost/{page}"
    shown.session_state["share"] = True
    link = run(shown).code[0].value
    assert urlsplit(link).query == kept.format(today=dt.date.today())
    assert urlencode(shown.query_params, doseq=True) == query
    framed = [one.value for one in shown.code if "<iframe" in one.value]
    assert all(f"?{query}{'&' if query else ''}embed=true" in one.replace("&amp;", "&") for one in framed)


@pytest.mark.parametrize(
    ("page", "query", "table_of_page"),
    [
        ("overview", "", "positions.csv"),
        ("overview", "question=accept&kind=air_naval&phase=ceasefire", "positions.csv"),
        ("compare", "entity=FRA&entity=POL&rule=authority&on=2025-03-01", "positions.csv"),
        ("country", "group=g7", "positions.csv"),
        ("country", "entity=FRA", "positions.csv"),
        ("country", "entity=BRA&phase=ceasefire", "positions.csv"),
        ("timeline", "entity=POL", "statements.csv"),
        ("timeline", "entity=HUN&phase=ceasefire", "statements.csv"),
        ("official", "speaker=JD+Vance&phase=wartime", "statements.csv"),
        ("statements", "entity=POL", "statements.csv"),
    ],
)
def test_the_api_gives_what_the_page_shows(page: str, query: str, table_of_page: str) -> None:
    shown = visit(page, query)
    labels = [one.proto.popover.label for one in shown.get("popover")]
    rows = int(next(label for label in labels if label.startswith("Download")).split()[2].replace(",", ""))
    shown.session_state["share"] = True
    (addresses,) = [one.value.splitlines() for one in run(shown).code if "/api/" in one.value]
    (address,) = [urlsplit(one) for one in addresses if table_of_page in one]
    answer = TestClient(Starlette(routes=api())).get(f"{address.path}?{address.query}")
    assert len(pd.read_csv(io.BytesIO(answer.content))) == rows


@pytest.mark.parametrize("query", ["", "question=accept&phase=wartime&kind=air_naval"])
def test_who_would_go_asks_the_api_of_sending_alone(query: str) -> None:
    shown = visit("what_if", query)
    shown.session_state["share"] = True
    (addresses,) = [one.value.splitlines() for one in run(shown).code if "/api/" in one.value]
    for address in addresses:
        asked = parse_qs(urlsplit(address).query)
        assert asked["question"] == ["send"]
        assert asked["kind"] == ["air_naval" if query else "ground"]
        assert "phase" not in asked


def test_a_bar_says_what_limits_where_nothing_is_picked() -> None:
    placeholders = [
        next(one.placeholder for one in visit(page).multiselect if one.label == "Kind of force")
        for page in ("overview", "statements")
    ]
    assert placeholders == ["Positions: ground", "All"]


def test_headings_say_phase_and_kind_of_what_they_limit() -> None:
    headings = [one.value for one in visit("overview", "kind=ground&kind=air_naval").header]
    assert headings[:4] == [
        "While fighting goes on · ground forces",
        "After a ceasefire · ground forces",
        "While fighting goes on · air and naval",
        "After a ceasefire · air and naval",
    ]


def test_a_day_after_the_end_of_the_record_is_said_to_be_one() -> None:
    assert "The record ends on 28 February 2026" in texts(visit("overview"))
    assert "The record ends" not in texts(visit("overview", "on=2025-01-31"))


@pytest.mark.parametrize(
    ("query", "place", "label"),
    [
        ("on=2025-02-15", slice(35, 38), ["Jan 2025", "15 Feb 2025", "Feb 2025"]),
        ("on=2026-03-31", slice(-2, None), ["Feb 2026", "31 Mar 2026"]),
        ("on=2026-02-28", slice(-2, None), ["Jan 2026", "Feb 2026"]),
    ],
)
def test_the_months_slider_stands_on_the_day(query: str, place: slice, label: list[str]) -> None:
    slider = visit("overview", query).select_slider(key="_month")
    assert slider.options[place] == label
    assert f"on={slider.value}" == query


def test_the_months_slider_moves_the_day() -> None:
    shown = visit("overview")
    shown.select_slider[0].set_value(dt.date(2024, 2, 29))
    run(shown)
    assert shown.query_params["on"] == "2024-02-29"
    assert "29 February 2024" in texts(shown)


@pytest.mark.parametrize("shape", ["map", "table"])
def test_a_picked_row_of_the_overview_opens_the_country(shape: str) -> None:
    shown = opened(visit("overview", f"phase=ceasefire&shape={shape}"))
    country = table(shown, "said").iloc[0]["country"]
    shown.session_state["positions-0-0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    run(shown)
    assert shown.title[0].value == country
    assert shown.session_state["asked"].selection.entity


def test_the_timeline_has_a_lane_for_each_country_that_spoke(shipped) -> None:
    shown = visit("timeline", "phase=ceasefire&since=2025-01-01")
    frame = shipped.frame
    said = frame[(frame["date"] >= "2025-01-01") & frame["phase"].isin(["ceasefire", "unspecified"])]
    said = said[said["question"] == "send"]
    said = said[said["mission"].isin(shipped.codebook.missions("ground"))]
    marks = drawn_rows(shown, "Timeline: After a ceasefire")
    assert sorted(marks["id"]) == sorted(said["id"])
    assert set(marks["lane"]) == {shipped.people.entity_name(code) for code in said["entity"]}
    drawn = shown.get("vega_lite_chart")[0].proto
    assert drawn.alt == "Timeline: After a ceasefire · ground forces"
    assert not shown.dataframe, "a table that nobody has opened costs every click"
    assert len(table(opened(shown), "said")) == len(said)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("entity=ALB&entity=FRA", "No statement found: Albania. Not a “no”."),
        ("entity=ALB", "No statement found: Albania. Not a “no”."),
        ("entity=FRA&entity=POL&words=parabellum", "No statement found in this selection: France, Poland. Not a “no”."),
        ("entity=UKR&entity=FRA", "Receiving country: Ukraine."),
    ],
)
def test_whoever_is_picked_and_silent_is_named_on_the_timeline(query: str, said: str) -> None:
    assert said in texts(visit("timeline", query)).replace("\\", "")


def test_one_statement_is_not_told_as_many() -> None:
    assert texts(visit("timeline", "entity=MLT")).count("**1** statement.") == 2, "in the head and above its picture"


CLAIM = make_statement(2, date="2024-04-01", position="committed", speaker_entity="NRL", confidence="low")


@pytest.fixture
def claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record in which a country refuses, and an official of another says that it has committed itself."""
    folder = write_folder(tmp_path / "data", [make_statement(1, position="rules_out"), CLAIM])
    monkeypatch.setenv(DATA_VARIABLE, str(folder))


@pytest.mark.usefixtures("claimed")
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("timeline", ""),
        ("country", "entity=ADV"),
        ("embed_timeline", "entity=ADV"),
        ("official", urlencode({"speaker": CLAIM["speaker"]})),
    ],
)
def test_what_others_claim_is_drawn_and_named_as_their_claim(page: str, query: str) -> None:
    shown = visit(page, query, embedded=page.startswith("embed"))
    marks = drawn_rows(shown, "Timeline").set_index("id")
    assert marks.loc[CLAIM["id"], "speaks_for"] == "Norlund"
    assert marks.loc[CLAIM["id"], "told"] == f"Committed, claimed by {CLAIM['speaker']} (Norlund)"
    assert set(marks.drop(CLAIM["id"])["speaks_for"]) <= {""}
    assert "Dotted outline: claimed by an official of another country or body; it makes no position." in texts(shown)


@pytest.mark.usefixtures("claimed")
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("timeline", ""),
        ("statements", ""),
        ("embed_timeline", "entity=ADV"),
        ("official", urlencode({"speaker": CLAIM["speaker"]})),
    ],
)
def test_where_statements_are_shown_day_and_rule_are_not_ignored_in_silence(page: str, query: str) -> None:
    def said(day_and_rule: str) -> str:
        return texts(visit(page, f"{query}&{day_and_rule}", embedded=page.startswith("embed"))).replace("\u00a0", " ")

    limited, plainly = said("on=2024-03-15&rule=head"), said("on=2024-04-01")
    assert re.search(r"1 of [12] was said after 15 March 2024\.", limited)
    assert "The filter *Rule* plays no part on this page" in limited
    assert "was said after" not in plainly
    assert "*Rule*" not in plainly


@pytest.mark.usefixtures("claimed")
@pytest.mark.parametrize("page", ["timeline", "statements"])
def test_the_table_of_statements_says_beside_the_position_that_it_is_claimed_and_by_whom(page: str) -> None:
    rows = table(opened(visit(page)), "speaks_for").set_index("speaker")
    assert rows["position"].map(list).to_dict()[CLAIM["speaker"]] == ["■? Committed", "claim"]
    assert rows["speaks_for"].to_dict()[CLAIM["speaker"]] == "Norlund"
    own = rows.drop(CLAIM["speaker"])
    assert own["position"].map(list).tolist() == [["× Rules out"]]
    assert own["speaks_for"].tolist() == [""]


def test_the_key_to_the_marks_stands_above_the_first_timeline_with_every_position() -> None:
    shown = visit("timeline")
    above = [one for one in shown.main if one.type in ("markdown", "header")]
    first = next(place for place, one in enumerate(above) if one.type == "header")
    key = above[first - 1]
    for label in ("Rules out", "No plans", "Undecided", "Open", "Willing", "Committed", "Deployed"):
        assert label.replace(" ", "\u00a0") in key.value
        assert f"**{label}**" in key.proto.help


def test_the_pictures_of_the_timeline_say_counts_that_add_up() -> None:
    def counts(query: str) -> list[list[int]]:
        lines = [one.value for one in visit("timeline", query).caption if " statement" in one.value]
        return [[int(n) for n in re.findall(r"\*\*(\d+)\*\*", line)] for line in lines if line.startswith("**")]

    wartime, ceasefire = counts("")
    assert wartime[1] == ceasefire[1] > 0
    shown = texts(visit("timeline"))
    assert f"**{wartime[0] + ceasefire[0] + wartime[1]}** statements. Would" in shown
    assert counts("phase=ceasefire") == [ceasefire], "a phase that is picked hides none that counts in it"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("country", "entity=BRA&phase=ceasefire"),
        ("timeline", "entity=BRA&phase=ceasefire"),
        ("official", "speaker=Luiz+Inácio+Lula+da+Silva&phase=ceasefire"),
        ("embed_timeline", "entity=BRA&phase=ceasefire"),
    ],
)
def test_a_phase_hides_no_words_that_count_in_it_and_they_are_said_to_name_none(page: str, query: str) -> None:
    def said(query: str) -> tuple[list[str], str]:
        shown = visit(page, query, embedded=page.startswith("embed"))
        return drawn_rows(shown, "Timeline")["id"].tolist(), texts(shown)

    for phases in (query, f"{query}&phase=wartime"):
        marks, words = said(phases)
        assert marks == ["2025-02-19-bra-lula-2"]
        assert "1 of 1 names no phase: it counts in both, whichever is picked." in words
    for phases in (query.replace("&phase=ceasefire", ""), f"{query}&phase=unspecified"):
        assert "counts in both, whichever" not in said(phases)[1], "nothing is added to what is picked"


def test_who_speaks_for_a_country_is_listed_once_it_is_opened(shipped) -> None:
    shown = visit("country", "entity=POL")
    assert "Who speaks for it" in [one.label for one in shown.expander]
    assert not shown.dataframe, "a table that nobody has opened costs every click"
    listed = table(opened(shown, "who"), "office")
    people = shipped.people
    named = {row.name for row in (*people.officials, *people.institutions) if row.entity == "POL"}
    assert set(listed["name"]) == named
    assert listed["statements"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("page", "query"), [("timeline", ""), ("country", "entity=FRA"), ("official", "speaker=Emmanuel+Macron")]
)
def test_the_dashed_lines_of_timelines_are_told_in_words(page: str, query: str) -> None:
    (opened,) = [one for one in visit(page, query).expander if one.label == "What the dashed lines mean"]
    told = str(opened.markdown[0].value).split("\n\n")
    assert len(told) == len(key_days()) > 0
    for line, day in zip(told, key_days().itertuples(), strict=True):
        assert plain(day.label) in line
        assert plain(day.why) in line
        assert f"/statement?id={day.statement}" in line


def test_the_country_page_shows_words_speaker_office_day_age_and_other_rules() -> None:
    shown = visit("country", "entity=POL&on=2026-02-01")
    said = texts(shown)
    assert shown.title[0].value == "Poland"
    for words in ("Our partners do not expect Polish troops", "Donald Tusk", "Prime Minister", "6 January 2026"):
        assert words in said
    assert "26 days before 1 February 2026" in said
    assert "By other rules · Highest authority" in said.replace("\\", "")


def test_an_entity_without_a_statement_is_silent_and_not_a_no() -> None:
    said = texts(visit("country", "entity=ALB"))
    assert "Not a “no”" in said
    assert "Rules out" not in said.split("What the positions mean")[0].split("Who speaks")[0]


def test_a_person_keeps_every_office() -> None:
    shown = visit("official", "speaker=Mark+Rutte&on=2024-01-01")
    offices = table(shown, "term")
    assert set(zip(offices["office"], offices["country"], strict=True)) == {
        ("Prime Minister", "Netherlands"),
        ("Secretary General", "NATO"),
    }
    assert "Prime Minister, Netherlands · on **1 January 2024**" in texts(shown).replace("\\", "")


def test_namesakes_stay_apart(shipped) -> None:
    shown = visit("official", "speaker=Petr+Fiala")
    statements = shipped.frame[shipped.frame["speaker"] == "Petr Fiala"]
    assert f"All statements ({len(statements)})" in [one.value for one in shown.header]


def test_the_table_of_statements_says_what_limits_the_words() -> None:
    shown = table(visit("statements"), "said")
    assert len(shown) == 647
    second = shown[shown["marks"].str.contains("second-hand")]
    assert len(second) == 10
    assert (second["speaks_for"] != "").all()
    assert {text[1] for text in second["position"]} == {"claim"}, "seen beside the position"
    assert set(shown.loc[shown["speaks_for"] == "", "position"].map(len)) == {1}
    assert set(shown["kind"]) == {"Ground forces", "Training and support", "Air and naval"}
    assert set(shown["question"]) == {"Send", "Accept"}
    assert list(shown)[:5] == ["day", "country", "position", "phase", "kind"]
    assert set(shown.loc[shown["said"].str.startswith("“"), "marks"].str.contains("our summary")) == {False}


@pytest.mark.parametrize(
    ("page", "query"), [("statements", ""), ("timeline", ""), ("overview", "shape=table"), ("what_if", "met=ceasefire")]
)
def test_low_confidence_is_told_beside_the_position_as_on_the_charts(page: str, query: str) -> None:
    shown = opened(visit(page, query))
    behind = table(shown, "said")
    positions = behind["position"].map(lambda text: text if isinstance(text, str) else text[0])
    low = behind["confidence"] == "Low"
    assert low.any()
    assert (low == positions.str.contains("^.[?][*]? ")).all()
    assert "behind a sign: low confidence" in texts(shown).replace("\\", "")
    options = json.loads(shown.dataframe[0].proto.columns)["position"].get("type_config", {}).get("options")
    assert options is None or set(positions) <= {one["value"] for one in options}


def test_where_no_mission_was_stated_a_card_says_the_kind_of_force() -> None:
    assert "After a ceasefire · ground forces" in texts(visit("statement", "id=2026-02-27-nld-yesilgoz-1"))


def test_one_tick_before_a_row_opens_the_whole_statement_once() -> None:
    shown = visit("statements", "entity=SVK")
    row = table(shown, "said").iloc[2]
    shown.session_state["statements"] = {"selection": {"rows": [2], "columns": [], "cells": []}}
    words = plain(row["said"])
    assert words not in texts(shown)
    run(shown)
    assert words in texts(shown)
    assert words not in texts(run(shown)), "a run for another reason must not open it again"


def test_what_comes_to_stand_in_a_ticked_row_is_not_opened() -> None:
    shown = visit("statements", "entity=SVK")
    shown.session_state["statements"] = {"selection": {"rows": [2], "columns": [], "cells": []}}
    assert plain(table(shown, "said").iloc[2]["said"]) in texts(run(shown))
    shown.session_state["entity"] = ["FRA"]  # as a step back in the browser does while the statement is open
    assert plain(table(run(shown), "said").iloc[2]["said"]) not in texts(shown)


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("entity=NATO", "NATO"),
        ("group=nato", "Group: NATO"),
        ("format=nato&phase=ceasefire", "After a ceasefire · Format: NATO"),
        ("confidence=low&mission=training&kind=training_support", "Kind of force: Training and support · Mission: "),
        ("source=Newsroom&position=willing", "Position: Willing · Source: Newsroom"),
        ("conditions=other&authority=head&origin=curated", "Conditions: Other condition · Authority: Head · Origin: "),
    ],
)
def test_what_is_picked_is_named_so_that_it_cannot_be_misread(query: str, only: str) -> None:
    assert f"Only **{plain(only)}" in texts(visit("statements", query))


def test_an_empty_selection_says_what_to_do() -> None:
    for page in ("statements", "timeline"):
        shown = visit(page, "words=zzzz")
        assert [one.value for one in shown.info] == ["No statement matches. Take a filter away, or clear them all."]


def test_facets_count_and_a_tick_picks() -> None:
    shown = visit("statements", "entity=HUN&facet=position")
    counts = table(shown, "count")
    assert counts["count"].sum() == len(table(shown, "said"))
    label = counts.iloc[0]["label"]
    shown.session_state["facet-position-0-0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    run(shown)
    assert {text[0].split(" ", 1)[1] for text in table(shown, "said")["position"]} == {label}
    shown.session_state["position"] = []
    run(shown)
    assert len(table(shown, "said")) == counts["count"].sum(), "what was picked once must not be picked again"


def test_a_facet_that_no_statement_has_is_said_to_be_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "data", [make_statement(1, position="rules_out")])
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert "None of these statements names one." in texts(visit("statements", "facet=conditions"))
    assert "names one" not in texts(visit("statements", "facet=position"))


@pytest.mark.parametrize(("query", "claimed"), [("entity=POL", True), ("entity=MLT", False)])
def test_a_claim_far_down_a_table_is_not_cut(query: str, claimed: bool) -> None:
    columns = json.loads(visit("statements", query).dataframe[0].proto.columns)
    assert ("width" in columns["position"]) == claimed
