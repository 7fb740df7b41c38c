"""Each reading page over addresses good and bad: it opens, keeps what is known, and drops what is not."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest
from visiting import charts, run, table, texts, visit

from dashboard.dataset.store import Record
from dashboard.ui import filters

PAGES = ("overview", "timeline", "country", "official", "statements")
ADDRESSES = (
    "",
    "entity=POL&phase=ceasefire",
    "entity=FRA&entity=DEU&kind=training_support&kind=air_naval",
    "question=accept&rule=head",
    "speaker=Mark+Rutte&on=2024-06-30",
    "source=Newsroom",
    "confidence=low&shape=tiles",
    "words=zzzz+nothing+says+this",
    "entity=MLT&on=2022-02-15",
    "group=nordic_baltic_8&since=2025-01-01&until=2025-03-31&shape=world",
    "position=committed&position=willing&shape=table",
    "entity=ATLANTIS&phase=always&on=yesterday&rule=mine&shape=globe&facet=x&nonsense=1&since=0000-00-00",
    "entity=&on=9999-12-31&since=1000-01-01&words=%00%F0%9F%98%80&speaker=Nobody",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_at_any_address(page: str, address: str) -> None:
    shown = visit(page, address)
    assert len(shown.title) == 1
    assert all(alt for alt in charts(shown)), "a chart without words"


def test_what_is_not_known_leaves_no_trace_but_the_line_that_tells_it() -> None:
    shown = visit("overview", ADDRESSES[11])
    assert shown.session_state["asked"].selection.empty
    assert {name: values for name, values in shown.query_params.items() if name != "nonsense"} == {}
    (told,) = [one.value for one in shown.warning]
    assert texts(shown).replace(f"\n{told}", "") == texts(visit("overview"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("entity=XXX&entity=POL", "entity=XXX (not known)"),
        ("entity=pol&rule=mine&shape=globe", "entity=pol (not known), rule=mine (not known), shape=globe (not known)"),
        ("on=2025-02-30", "on=2025-02-30 (no such day)"),
        ("on=2099-01-01&since=1999-01-01", "since=1999-01-01 (before 2000), on=2099-01-01 (lies ahead)"),
        ("entity=POL&about=FRA&met=love", "about=FRA (not known), met=love (not known)"),
        (f"speaker={'x' * 99}", f"speaker={'x' * 40}… (not known)"),
        ("&".join(f"entity=X{place}" for place in range(8)), "entity=X4 (not known), 3 more"),
        ("entity=%3Cb%3E*x*", "entity=<b>*x* (not known)"),
        ("entity=POL&phase=wartime&on=2025-03-01&rule=head&words=zz&nonsense=1", None),
        ("entity=&on=&about=", None),
    ],
)
@pytest.mark.parametrize("embedded", [False, True])
def test_what_no_filter_knows_is_told_in_one_line(query: str, told: str | None, embedded: bool) -> None:
    shown = visit("embed_map" if embedded else "overview", query, embedded=embedded)
    said = [re.sub(r"\\(.)", r"\1", one.value) for one in shown.warning]
    assert len(said) == (told is not None)
    assert all(f"{told}. All else in the address counts." in one for one in said)
    assert all(one.startswith("Left out: ") for one in said)


def test_what_was_left_out_is_told_until_something_else_is_asked_for() -> None:
    shown = visit("overview", "entity=XXX&phase=ceasefire")
    assert shown.warning
    assert run(shown).warning
    shown.multiselect(key="entity").set_value(["POL"])
    assert not run(shown).warning
    shown.multiselect(key="entity").set_value([])
    assert not run(shown).warning


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_day_that_no_link_could_keep_can_not_be_picked(name: str) -> None:
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    shown = visit("statements", f"{name}=2024-01-01")
    assert shown.date_input(key=name).max < tomorrow
    assert visit("statements", f"{name}={tomorrow}").session_state["asked"].selection.empty
    frame = visit("embed_timeline", f"{name}={tomorrow}", embedded=True)
    assert frame.session_state["asked"].selection.empty


@pytest.mark.parametrize(("page", "embedded"), [("overview", False), ("statements", False), ("embed_timeline", True)])
def test_days_that_leave_none_between_them_are_said(page: str, embedded: bool) -> None:
    shown = visit(page, "entity=POL&since=2025-03-01&until=2025-01-01", embedded=embedded)
    (said,) = [one.value for one in shown.warning]
    assert "1\u00a0March\u00a02025" in said or "1 March 2025" in said
    assert "no statement can match" in said
    assert not visit(page, "entity=POL&since=2025-01-01&until=2025-01-01", embedded=embedded).warning


def test_a_statement_is_there_whatever_days_are_picked(shipped: Record) -> None:
    shown = visit("statement", f"id={shipped.frame['id'][0]}&since=2025-03-01&until=2025-01-01")
    assert shown.title
    assert not shown.warning


def test_filters_stay_when_the_page_changes() -> None:
    shown = visit("overview", "entity=POL&phase=ceasefire&on=2025-03-01&rule=head")
    asked = shown.session_state["asked"]
    for page in ("timeline", "country", "official", "statements"):
        shown = run(shown.switch_page(f"app_pages/{page}.py"))
        assert shown.session_state["asked"] == asked
        assert shown.query_params == {"entity": "POL", "phase": "ceasefire", "rule": "head", "on": "2025-03-01"}


def test_more_filters_are_drawn_when_opened_or_when_one_of_them_says_something() -> None:
    def drawn(shown: AppTest) -> bool:
        return "confidence" in {box.key for box in shown.multiselect}

    shown = visit("statements", "entity=FRA")
    everything = table(shown, "said")
    assert not drawn(shown)
    shown.session_state["_more"] = True
    assert drawn(run(shown))
    shown.multiselect(key="confidence").set_value(["low"])
    run(shown)
    shown.session_state["_more"] = False
    assert drawn(run(shown))
    said = table(shown, "said")
    assert 0 < len(said) < len(everything)
    shown = run(shown.switch_page("app_pages/timeline.py"))
    assert dict(shown.query_params) == {"entity": "FRA", "confidence": "low"}
    shown = run(shown.switch_page("app_pages/statements.py"))
    assert table(shown, "said").equals(said)
    next(button for button in shown.button if button.label == "Clear all filters").click()
    assert not drawn(run(shown))
    assert dict(shown.query_params) == {}


def test_all_filters_are_cleared_at_once() -> None:
    shown = visit("statements", "entity=POL&phase=ceasefire&words=troops&rule=head&on=2025-03-01")
    clear = next(button for button in shown.button if button.label == "Clear all filters")
    clear.click()
    run(shown)
    assert shown.session_state["asked"].selection.empty
    assert dict(shown.query_params) == {}
    assert len(table(shown, "said")) == 647


FOUNDING = {
    "NATO": ("▼ No plans", "NATO", "combat"),
    "SVK": ("◆? Open", "Slovakia", "Bilateral"),
    "CZE": ("▼ No plans", "Czechia", "no plans"),
    "POL": ("▼ No plans", "Poland", "no plans"),
}
"""The founding article: who holds what as that source alone gives it."""


def test_one_source_alone_gives_its_own_positions_on_the_overview() -> None:
    shown = table(visit("overview", "source=Newsroom&shape=table"), "said")
    spoken = shown[shown["speaker"] != ""]
    assert {(row.country, row.position[0], row.phase) for row in spoken.itertuples()} == {
        (country, position, "While fighting goes on") for position, country, _ in FOUNDING.values()
    }


@pytest.mark.parametrize("entity", FOUNDING)
def test_one_source_alone_gives_its_own_position_on_the_country_page(entity: str) -> None:
    shown = visit("country", f"source=Newsroom&entity={entity}")
    position, country, also = FOUNDING[entity]
    card = next(one.value for one in shown.markdown if position.split(" ", 1)[1].replace(" ", "\u00a0") in one.value)
    assert shown.title[0].value == country
    assert "While fighting goes on" in card
    assert also == "no plans" or also in card
    assert "Newsroom" in texts(shown)


def test_one_source_alone_gives_its_own_statements_and_lanes() -> None:
    assert set(table(visit("statements", "source=Newsroom"), "said")["country"]) == {
        "NATO",
        "Slovakia",
        "Czechia",
        "Poland",
    }
    shown = visit("timeline", "source=Newsroom")
    headings = [one.value for one in shown.header]
    assert headings[:2] == ["While fighting goes on · ground forces", "After a ceasefire · ground forces"]
    assert [one.value for one in shown.caption][1:3] == ["**4** statements.", "No statement in this selection."]


def test_two_readers_may_ask_for_a_page_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = filters.draw

    def draw_while_another_reads(record: Record, page: str) -> filters.Asked:
        monkeypatch.setattr(filters, "draw", draw)
        visit("timeline")
        return draw(record, page)

    monkeypatch.setattr(filters, "draw", draw_while_another_reads)
    visit("timeline")


def test_an_empty_timeline_says_what_is_said_on_another_question() -> None:
    assert "do on another question or kind of force" in visit("timeline", "entity=UKR").info[0].value
    assert "Take a filter away" in visit("timeline", "entity=UKR&words=zzzz").info[0].value
