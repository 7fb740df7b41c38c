"""Compare, Who would go if, Shifts and splits, Method: any address opens, and each shows what it says it shows.

The shipped record, and invented ones for what the shipped one does not have.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from builders import make_statement, write_folder
from streamlit.testing.v1 import AppTest
from visiting import charts, drawn_rows, opened, run, table, texts, visit

from dashboard.dataset.files import DATA_VARIABLE
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import measured, views
from dashboard.positions.conditions import outcomes, phase_of, to_meet
from dashboard.positions.view import basis_slots
from dashboard.ui.plain import plain


def outcomes_of(record: Record, day: dt.date, kind: str, met: frozenset[str]) -> pd.DataFrame:
    """What everybody has said of sending a kind of force on these terms, as the page's file has it."""
    return views.outcomes_columns(record, outcomes(basis_slots(record, Selection()), day, "latest", kind, met))


NONSENSE = "entity=ATLANTIS&phase=always&on=yesterday&rule=mine&met=sunshine&show=x&order=y&outcome=z&list=q&nonsense=1"
ADDRESSES = {
    "compare": [
        "",
        "entity=FRA",
        "entity=FRA&entity=POL",
        "entity=FRA&entity=DEU&entity=GBR&entity=POL&entity=ITA&entity=USA&phase=ceasefire",
        "entity=FRA&entity=DEU&entity=GBR&entity=POL&entity=ITA&entity=USA&entity=SVK",
        "entity=ALB&entity=ISL",
        "entity=UKR&entity=RUS",
        "entity=UKR&entity=RUS&question=accept",
        "entity=FRA&entity=POL&kind=ground&kind=training_support&kind=air_naval&rule=authority",
        "entity=FRA&entity=POL&on=2022-02-15&rule=head",
        "entity=FRA&entity=POL&on=2000-01-01",
        "entity=FRA&entity=FRA&entity=ATLANTIS",
        NONSENSE,
    ],
    "what_if": [
        "",
        "met=ceasefire",
        "met=peace_deal&met=us_backstop&met=mandate&outcome=waits_for",
        "met=ceasefire&met=other",
        "met=ceasefire&outcome=silent",
        "met=ceasefire&outcome=refuses&rule=head",
        "met=ceasefire&phase=wartime&question=accept",
        "kind=ground&kind=training_support&kind=air_naval&met=mandate",
        "entity=FRA&met=ceasefire",
        "source=Newsroom",
        "on=2022-02-15&met=ceasefire",
        "position=willing&group=nordic_baltic_8",
        NONSENSE,
    ],
    "shifts": [
        "",
        "order=size",
        "show=heads",
        "show=officials&order=size",
        "show=claims",
        "show=claims&order=size&kind=air_naval",
        "show=changes&question=accept",
        "entity=POL&phase=ceasefire&rule=head",
        "entity=FRA&rule=authority&since=2025-01-01&until=2025-12-31",
        "on=2000-01-01",
        "entity=ISL&show=officials",
        "words=zzzz+nothing",
        NONSENSE,
    ],
    "method": [
        "",
        "id=2024-02-26-fra-macron-1",
        "id=no-such-statement",
        "id=**bold**",
        "list=conditions",
        "list=confidence",
        "entity=POL",
        "words=zzzz+nothing",
        NONSENSE,
    ],
}
EVERY = [(page, address) for page, addresses in ADDRESSES.items() for address in addresses]


@pytest.mark.parametrize(("page", "address"), EVERY)
def test_a_page_opens_at_any_address(page: str, address: str) -> None:
    shown = visit(page, address)
    assert len(shown.title) == 1
    assert len(shown.header) + len(shown.info) + len(shown.warning) > 0
    assert all(alt for alt in charts(shown)), "a chart without words"
    assert "****" not in texts(shown), "an empty name in bold"


def test_what_is_not_known_leaves_no_trace() -> None:
    for page in ADDRESSES:
        kept = {name for name in visit(page, NONSENSE).query_params if name != "nonsense"}
        assert kept == set(), page


@pytest.mark.parametrize("page", ["compare", "what_if", "shifts"])
def test_phase_and_kind_stand_in_the_headings_of_what_they_limit(page: str) -> None:
    shown = visit(page, "entity=FRA&entity=GBR&kind=ground&met=ceasefire")
    said = "\n".join(one.value for one in (*shown.header, *shown.subheader, *shown.markdown, *shown.caption))
    assert "round forces" in said
    assert "fter a ceasefire" in said


@pytest.mark.parametrize("page", ["overview", "compare", "country", "shifts"])
def test_no_phase_is_no_phase_of_a_position(page: str) -> None:
    said = "positions of both phases are shown"
    picked = "" if page == "overview" else "entity=FRA&entity=POL" if page == "compare" else "entity=FRA"
    assert said in texts(visit(page, f"{picked}&phase=unspecified"))
    assert said not in texts(visit(page, f"{picked}&phase=unspecified&phase=ceasefire"))


LATEST = "By latest word, since by highest authority a position may move on a day on which nothing is said."
"""What is said where positions move by another rule than the one asked for."""


class TestCompare:
    def test_too_few_are_told_what_to_do_and_offered_some(self) -> None:
        shown = visit("compare", "entity=POL")
        assert "Poland" in shown.info[0].value
        assert not charts(shown)
        offer = next(button for button in shown.button if "most statements" in button.label)
        offer.click()
        run(shown)
        assert len(shown.session_state["asked"].selection.entity) == 4
        assert "POL" in shown.session_state["asked"].selection.entity
        assert charts(shown)

    def test_too_many_are_told_so_and_none_is_dropped_in_silence(self) -> None:
        shown = visit("compare", ADDRESSES["compare"][4])
        assert "7 are picked" in shown.warning[0].value
        assert "Slovakia" in shown.warning[0].value
        assert not charts(shown)

    def test_more_bands_than_a_picture_can_bear_are_cut_to_the_newest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        address = "entity=FRA&entity=GBR&on=2025-11-12&phase=ceasefire"
        every = drawn_rows(visit("compare", address), "Positions over time")
        monkeypatch.setattr("dashboard.ui.compare.BANDS", 2)
        shown = visit("compare", address)
        assert f"The newest 2 of {len(every)} bands are drawn." in texts(shown)
        assert sorted(drawn_rows(shown, "Positions over time")["start"]) == sorted(every["start"])[-2:]

    def test_pictures_words_and_table_say_the_same(self, shipped: Record) -> None:
        shown = visit("compare", "entity=FRA&entity=POL&on=2025-09-04&phase=ceasefire")
        asked = Selection(entity=("FRA", "POL"), phase=("ceasefire",), question=("send",), kind=("ground",))
        exported = views.positions_table(shipped, asked, dt.date(2025, 9, 4))
        labels = [shipped.codebook.label("position", code) for code in exported["position"]]
        last = drawn_rows(shown, "Positions over time").drop_duplicates("country", keep="last")
        assert dict(zip(last["country"], last["label"], strict=True)) == dict(
            zip(("France", "Poland"), labels, strict=True)
        )
        assert table(shown, "said")["day"].tolist() == exported["date"].dt.strftime("%Y-%m-%d").tolist()
        for speaker in exported["speaker"]:
            assert f"**{speaker}**" in texts(shown).replace("\\", "")

    @pytest.mark.parametrize(("on", "days"), [("2024-01-01", 1), ("2025-09-04", 4), ("2026-10-01", 5)])
    def test_key_days_are_annotated_up_to_the_day_and_explained(self, on: str, days: int) -> None:
        shown = visit("compare", f"entity=FRA&entity=POL&phase=wartime&entity=GBR&on={on}")
        assert len(drawn_rows(shown, "Positions over time", "key_days")) == days
        assert "Paris meeting" in texts(shown)
        assert ("Thin: after the record" in texts(shown).replace("\\", "")) == (on > "2026-02-28")

    def test_who_holds_none_of_the_positions_picked_is_named(self) -> None:
        shown = texts(visit("compare", "entity=FRA&entity=POL&position=committed")).replace("\\", "")
        assert shown.count("Without one of the positions picked: ") == 2
        assert "Without one of the positions picked: France, Poland." in shown
        assert "Without one" not in texts(visit("compare", "entity=FRA&entity=POL"))

    def test_bands_that_follow_another_rule_than_the_words_say_so(self) -> None:
        asked = "entity=CYP&entity=ESP&phase=ceasefire&on=2026-02-28"
        shown = visit("compare", f"{asked}&rule=authority")
        assert shown.header[0].value == "Positions over time, by latest word"
        assert f"{LATEST} The words below may therefore be others." in texts(shown).replace("\\", "")
        plainly = visit("compare", f"{asked}&rule=head")
        assert plainly.header[0].value == "Positions over time"
        assert "since by highest authority" not in texts(plainly)

    def test_silence_is_said_of_those_who_are_silent_and_not_of_the_receiving_country(self) -> None:
        (one, other) = (
            text for text in (c.value for c in visit("compare", "entity=UKR&entity=RUS").caption) if "**:" in text
        )
        assert one == other
        assert one.startswith("**Russia**: Nothing in the record")

    def test_those_offered_have_spoken_on_the_question(self) -> None:
        def offered(query: str) -> str:
            return next(button.label for button in visit("compare", query).button if "most statements" in button.label)

        assert "Russia" not in offered("question=send")
        assert "Russia" in offered("question=accept")

    def test_who_is_not_in_the_group_is_named_and_not_counted(self) -> None:
        nobody = visit("compare", "entity=FRA&entity=POL&group=csto")
        assert not charts(nobody)
        assert "Not in CSTO: France, Poland" in texts(nobody).replace("\\", "")
        assert "Pick two to six" in nobody.info[0].value
        one = visit("compare", "entity=FRA&entity=POL&group=g7")
        assert "Not in G7: Poland" in texts(one).replace("\\", "")
        assert "**France** is picked: add one to five more" in one.info[0].value
        two = visit("compare", "entity=FRA&entity=POL&entity=ITA&group=g7")
        assert set(drawn_rows(two, "Positions over time")["country"]) == {"France", "Italy"}
        assert "Not in G7: Poland" in texts(two).replace("\\", "")
        assert "Not in" not in texts(visit("compare", "entity=FRA&entity=ITA&group=g7"))

    def test_conditions_stand_under_their_phase_and_kind_with_a_table_and_those_who_named_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        statements = [
            make_statement(1, position="willing", phase="ceasefire", conditions="mandate"),
            make_statement(2, date="2024-04-01", position="open", phase="unspecified", conditions="us_backstop"),
            make_statement(3, entity="NRL", position="rules_out", phase="ceasefire"),
            make_statement(4, date="2024-04-02", phase="ceasefire", mission="training", conditions="allies_first"),
        ]
        monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))
        for phase in ("", "&phase=ceasefire"):
            shown = visit("compare", f"entity=ADV&entity=NRL&entity=WMK{phase}")
            marks = drawn_rows(shown, "Conditions named, After a ceasefire · ground forces")
            assert dict(zip(marks["term"], marks["phase"], strict=True)) == {
                "International mandate": "After a ceasefire",
                "US backstop": "Phase not stated",
            }
            named = texts(shown).replace("\\", "")
            assert "No condition named: Norlund (rules out), Westmark (no statement found)." in named
        wartime = drawn_rows(visit("compare", "entity=ADV&entity=NRL"), "Conditions named, While fighting goes on")
        assert wartime["term"].tolist() == ["US backstop"]
        behind = table(opened(shown, "terms-ceasefire-ground-table"), "term")
        assert behind.columns[0] == "state", "the one thing that the marks say"
        told = ["state", "term", "said", "speaker", "day"]
        assert sorted(behind[told].itertuples(index=False)) == sorted(marks[told].itertuples(index=False))
        assert behind["term"].tolist() == ["US backstop", "International mandate"], "the order of the codebook"

    @pytest.mark.parametrize(("rule", "named"), [("latest", 2), ("authority", 2), ("head", 1)])
    def test_conditions_count_by_the_rule_and_say_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, named: int
    ) -> None:
        statements = [
            make_statement(1, position="willing", phase="ceasefire", conditions="mandate"),
            make_statement(2, entity="NRL", authority="minister", phase="ceasefire", conditions="us_backstop"),
        ]
        monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))
        shown = visit("compare", f"entity=ADV&entity=NRL&phase=ceasefire&rule={rule}")
        assert len(drawn_rows(shown, "Conditions named")) == named
        said = texts(shown).replace("\\", "")
        assert ("what others than heads have said does not count" in said) == (rule == "head")
        assert ("newer ones of a lower office" in said) == (rule == "authority")
        assert ("No condition named: Norlund" in said) == (rule == "head")

    def test_before_the_record_begins_those_compared_are_named(self) -> None:
        shown = texts(visit("compare", "entity=FRA&entity=POL&on=2022-02-10")).replace("\\", "")
        assert shown.count("**France, Poland**: Nothing in the record up to this day") == 2

    def test_ukraine_is_the_receiving_country_and_has_no_lane(self) -> None:
        shown = visit("compare", "entity=UKR&entity=FRA")
        assert "Receiving" in texts(shown).replace("\u00a0", " ")
        assert set(drawn_rows(shown, "Positions over time")["country"]) == {"France"}


class TestWhatIf:
    def test_the_heading_of_a_country_stands_below_that_of_its_phase_and_kind(self) -> None:
        shown = visit("what_if", "met=ceasefire")
        named = [one.value for one in shown.markdown if one.value.startswith("#")]
        assert named
        assert all(text.startswith("#### ") for text in named), "a subheader is of the third level"

    def test_the_boxes_are_those_of_the_address(self, shipped: Record) -> None:
        shown = visit("what_if", "met=peace_deal&met=mandate")
        boxes = {box.key.removeprefix("_met-"): box for box in shown.checkbox if box.key.startswith("_met-")}
        assert tuple(boxes) == to_meet(shipped.codebook)
        assert {code for code, box in boxes.items() if box.value} == {"ceasefire", "peace_deal", "mandate"}
        assert [code for code, box in boxes.items() if box.disabled] == ["ceasefire"]

    def test_a_tick_goes_to_the_address_and_back_out(self) -> None:
        shown = visit("what_if", "")
        shown.checkbox(key="_met-us_backstop").check()
        run(shown)
        assert shown.query_params["met"] == "us_backstop"
        shown.checkbox(key="_met-us_backstop").uncheck()
        run(shown)
        assert "met" not in shown.query_params

    def test_every_label_has_its_meaning_beside_it(self, shipped: Record) -> None:
        terms = [shipped.codebook.code("conditions", code) for code in to_meet(shipped.codebook)]
        labels = [box.label for box in visit("what_if", "").checkbox]
        assert labels == [f"{term.label}: {term.definition}" for term in terms], (
            "a tick is named by its label, as it is"
        )

    @pytest.mark.parametrize("met", ["", "ceasefire", "ceasefire;us_backstop;mandate"])
    def test_picture_and_table_are_the_export(self, shipped: Record, met: str) -> None:
        codes = frozenset(filter(None, met.split(";")))
        shown = visit("what_if", "on=2025-12-31&" + "&".join(f"met={code}" for code in codes))
        exported = outcomes_of(shipped, dt.date(2025, 12, 31), "ground", codes)
        behind = table(shown, "outcome")
        assert behind["country"].tolist() == exported["entity"].map(shipped.people.entity_name).tolist()
        assert behind["speaker"].tolist() == exported["speaker"].astype(object).fillna("").tolist()
        headings = drawn_rows(shown, "Stated conditions met")["heading"].tolist()
        for (outcome, phase), rows in exported.groupby(["outcome", "phase"]):
            by = "" if phase == phase_of(codes) else f" · {shipped.codebook.label('phase', phase).lower()}"
            assert f"{shipped.codebook.label('outcome', outcome)}{by}: {len(rows)}" in headings
        assert behind["phase"].tolist() == [shipped.codebook.label("phase", code) for code in exported["phase"]]

    def test_it_is_never_worded_as_a_forecast(self) -> None:
        said = texts(visit("what_if", "met=ceasefire")).lower()
        assert "stated conditions met" in said
        assert "not forecasts" in said
        for word in ("will send", "will go", "is likely", "predict"):
            assert word not in said

    def test_those_who_wait_say_for_what(self, shipped: Record) -> None:
        shown = visit("what_if", "met=ceasefire&outcome=waits_for&entity=GBR&entity=BEL")
        assert "Still waits for **Peace deal**" in texts(shown)
        silent = visit("what_if", "met=ceasefire&outcome=silent")
        assert "Iceland" in texts(silent)

    def test_kinds_of_force_and_phases_are_never_added_up(self, shipped: Record) -> None:
        kinds = ("ground", "air_naval")
        address = "on=2025-12-31&kind=ground&kind=air_naval"
        day, phase = dt.date(2025, 12, 31), "After a ceasefire"
        shown = visit("what_if", f"{address}&met=ceasefire&outcome=silent")
        listed = {one.value: one for one in shown.subheader}
        for kind in kinds:
            exported = outcomes_of(shipped, day, kind, frozenset({"ceasefire"}))
            quiet = exported.loc[exported["outcome"] == "silent", "entity"].map(shipped.people.entity_name)
            assert f"{phase} · {shipped.codebook.label('kind', kind).lower()} ({len(quiet)})" in listed
            assert plain(", ".join(quiet)) in [one.value for one in shown.markdown]
        (choice,) = [one for one in shown.button_group if one.key == "outcome"]
        assert not any(sign.isdigit() for option in choice.options for sign in option)
        waiting = visit("what_if", f"{address}&outcome=waits_for")
        headings = [one.value.rpartition(" (")[0] for one in waiting.subheader]
        assert {"While fighting goes on · ground forces", "After a ceasefire · ground forces"} <= set(headings)

    def test_a_filter_that_plays_no_part_is_named(self) -> None:
        said = texts(visit("what_if", "phase=ceasefire&question=accept"))
        assert "*while fighting goes on* counts, whatever the filter *Phase* says." in said
        assert "whatever the filter *Question* says" in said
        assert "whatever" not in texts(visit("what_if", "met=ceasefire"))

    def test_ukraine_is_not_among_them(self) -> None:
        assert "Ukraine" not in set(table(visit("what_if", ""), "outcome")["country"])


PAIRS = "Pairs of statements in time"
"""How the words beside the picture of pairs begin."""


def counted(shown: AppTest) -> dict[str, str]:
    """The heading of each phase and kind of force in the picture of pairs, with the count below it."""
    words = [text for text in drawn_rows(shown, PAIRS, "lanes")["words"] if text]
    return dict(zip(words[::2], words[1::2], strict=True))


class TestShifts:
    @pytest.mark.parametrize("order", ["recent", "size"])
    def test_changes_are_those_of_the_feed_in_the_order_asked_for(self, shipped: Record, order: str) -> None:
        shown = visit("shifts", f"order={order}&entity=POL")
        asked = Selection(entity=("POL",), question=("send",), kind=("ground",))
        exported = views.changes_table(shipped, asked)
        assert len(table(shown, "from_said")) == len(exported) > 0
        sizes = exported["ranks"].abs()
        first = exported.loc[
            sizes.sort_values(ascending=False, kind="stable").index if order == "size" else sizes.index
        ]
        days = [f"Poland, {day.day} {day:%B %Y}" for day in first["date"].head(2)]
        headings = [text.splitlines()[0] for text in (one.value for one in shown.markdown) if text.startswith("### ")]
        assert headings == [f"### {day}" for day in days]

    def test_more_pairs_than_a_picture_can_bear_are_cut_and_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dashboard.ui.shifts.LINES", 3)
        shown = visit("shifts", "show=changes&on=2025-11-11&phase=ceasefire")
        (count,) = counted(shown).values()
        total = int(count.split()[0])
        assert total > 3
        assert f"The first 3 of {total} are drawn and listed" in texts(shown)
        assert len(table(shown, "from_said")) == len(drawn_rows(shown, PAIRS)) == 3

    @pytest.mark.parametrize("show", ["changes", "heads", "officials", "claims"])
    def test_phases_and_kinds_are_counted_apart_and_never_as_one(self, shipped: Record, show: str) -> None:
        every = ("ground", "training_support", "air_naval")
        shown = visit("shifts", f"show={show}&" + "&".join(f"kind={kind}" for kind in every))
        assert shown.header[0].value == shipped.codebook.label("shift", show)
        marks, rows = drawn_rows(shown, PAIRS), table(shown, "from_said")
        label = shipped.codebook.label
        names = [(label("phase", phase), label("kind", kind)) for kind in every for phase in ("wartime", "ceasefire")]
        assert list(counted(shown)) == [f"{phase} · {kind.lower()}" for phase, kind in names]
        for (phase, kind), count in zip(names, counted(shown).values(), strict=True):
            for found in (marks, rows):
                inside = found[(found["phase"] == phase) & (found["kind"] == kind)]
                assert count == "None in this selection" if inside.empty else count.split()[0] == str(len(inside))
        assert (marks.groupby("lane")[["phase", "kind"]].nunique() == 1).all(axis=None)
        assert not any("(" in one.value for one in shown.header)

    def test_words_that_count_in_both_phases_are_told_and_their_marks_lie_apart(self) -> None:
        twice = "1 of the statements at the end names no phase and is counted in both."
        shown = visit("shifts", "entity=USA&show=officials&on=2025-03-01")
        assert twice in texts(shown)
        marks = drawn_rows(shown, PAIRS)
        assert marks["id"].nunique() == 1
        assert marks["lane"].nunique() == len(marks) == 2
        assert twice not in texts(visit("shifts", "entity=USA&show=officials&phase=ceasefire"))

    def test_key_days_are_drawn_within_the_days_of_the_pairs_and_told_in_words(self) -> None:
        shown = visit("shifts", "entity=USA&show=officials")
        assert drawn_rows(shown, PAIRS, "key_days")["label"].tolist() == ["London summit", "26 countries"]
        assert any(one.label == "What the dashed lines mean" for one in shown.expander)
        lanes, marks = drawn_rows(shown, PAIRS, "lanes"), drawn_rows(shown, PAIRS)
        assert (lanes["first"] < marks["date"].min()).all()
        assert (lanes["last"] > marks["date"].max()).all()
        assert len(drawn_rows(visit("shifts", ""), PAIRS, "key_days")) == 5

    def test_the_feed_asks_the_same_question(self) -> None:
        shown = visit("shifts", "entity=POL&phase=ceasefire&rule=head&on=2025-12-31&order=size")
        (link,) = [one.proto.url for one in shown.get("link_button") if "atom" in one.proto.url]
        assert link.endswith("/api/changes.atom?entity=POL&question=send&phase=ceasefire&kind=ground&rule=head")
        assert not [one for one in visit("shifts", "show=claims").get("link_button") if "atom" in one.proto.url]

    def test_head_against_minister_is_a_part_of_all_officials_apart(self) -> None:
        heads, officials = (table(visit("shifts", f"show={show}"), "from_said") for show in ("heads", "officials"))
        assert 0 < len(heads) < len(officials)

    def test_an_arrow_stands_where_somebody_moved_and_nowhere_else(self, shipped: Record) -> None:
        def headings(query: str) -> str:
            told = [one.value for one in visit("shifts", query).markdown if one.value.startswith("### ")]
            return "\n".join(told).replace("\\", "").replace("\u00a0", " ")

        assert "→" in headings("show=changes&entity=ITA")
        claims, apart = headings("show=claims"), headings("show=heads&entity=ITA")
        assert "→" not in claims + apart
        assert "Own: " in claims
        assert "· claimed: " in claims
        assert "Guido Crosetto: " in apart
        assert "Giorgia Meloni: " in apart

    def test_directions_are_those_of_the_question(self) -> None:
        for question, towards in (("accept", "welcoming"), ("send", "sending")):
            counts = [text for text in counted(visit("shifts", f"question={question}")).values() if "change" in text]
            assert counts
            assert all(f"towards {towards}" in text for text in counts)

    def test_changes_that_follow_another_rule_than_asked_for_say_so(self) -> None:
        assert LATEST in texts(visit("shifts", "rule=authority")).replace("\\", "")
        for query in ("rule=head", "rule=authority&show=heads"):
            assert "since by highest authority" not in texts(visit("shifts", query)), query

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            ("", "By latest word."),
            ("rule=head", "By head only."),
            ("rule=head&show=officials", "The filter *Rule* plays no part in these pairs."),
            ("show=claims", "The filter *Rule* plays no part in these pairs."),
        ],
    )
    def test_the_rule_is_named_where_it_counts_and_said_to_play_no_part_where_not(self, query: str, told: str) -> None:
        shown = [one.value.replace("\\", "") for one in visit("shifts", query).caption]
        assert len([text for text in shown if text.endswith(f" {told}")]) == 1

    @pytest.mark.parametrize("query", ["", "&entity=KAZ", "&entity=DEU", "&source=Newsroom"])
    def test_a_number_that_names_nobody_is_of_the_whole_record_and_says_so(self, query: str) -> None:
        shown = visit("shifts", f"show=claims{query}")
        assert any("none named" in one.value for one in shown.header)
        assert "In the whole record, for the kind of force" in texts(shown)

    def test_a_number_claimed_for_another_phase_is_left_out(self) -> None:
        shown = visit("shifts", "show=claims&phase=wartime")
        assert not any("none named" in one.value for one in shown.header)

    def test_a_claim_stands_beside_the_own_word(self) -> None:
        said = texts(visit("shifts", "show=claims&entity=POL"))
        assert "**Its own word on that day**" in said
        assert "not a position of Poland" in said

    def test_a_number_that_names_nobody_stands_beside_those_who_said_so(self, shipped: Record) -> None:
        shown = visit("shifts", "show=claims")
        assert any(one.value == "26 countries claimed, none named" for one in shown.header)
        earlier = visit("shifts", "show=claims&on=2025-09-03")
        assert not any("none named" in one.value for one in earlier.header)

    @pytest.mark.parametrize("rule", ["latest", "head"])
    def test_who_had_said_less_than_was_claimed_is_told_apart_with_words_day_and_position(
        self, shipped: Record, rule: str
    ) -> None:
        shown = visit("shifts", f"show=claims&rule={rule}")
        asked = Selection(question=("send",), phase=("ceasefire",), kind=("ground",))
        held = views.positions_table(shipped, asked, dt.date(2025, 9, 4), rule)
        (listed,) = (text for text in (one.value for one in shown.markdown) if "as claimed" in text)
        listed = listed.replace("\\", "").replace("\u00a0", " ")
        _, farther, same, less = re.split("farther than claimed|as claimed|short of the claim", listed)
        for code, said in (("deployed", farther), ("committed", same), ("willing", less)):
            inside = held[held["position"] == code]
            assert said.startswith(f": **{len(inside)}**")
            assert said.count("\n- ") == len(inside)
            for row in inside.itertuples():
                name = shipped.people.entity_name(row.entity)
                assert f"- [{name}](</country?entity={row.entity}&amp;" in said
                assert f"{row.speaker}, {row.office}, {row.date.day} {row.date:%B %Y}](</statement?id={row.id}" in said
                assert (row.quote or row.summary) in said
        if rule == "latest":
            assert "Indonesia" in less
            assert "2.3 years before 4 September 2025" in less
        rule_name = shipped.codebook.label("rule", rule).lower()
        assert f"Counted is each one's own position on that day, by {rule_name}, from *Willing* up." in texts(shown)


class TestMethod:
    def test_every_code_has_an_example_from_the_record(self, shipped: Record) -> None:
        shown = table(visit("method", "list=position"), "meaning")
        assert (shown["said"] != "").all()
        assert shown["statements"].sum() == len(shipped.frame)

    def test_the_figures_are_those_of_the_file_with_day_and_version(self) -> None:
        found, shown = measured.load_measured(), visit("method", "")
        said = texts(shown).replace("\\", "")
        assert f"**{found.measured_on}**" in said
        assert f"`{found.parser}`" in said
        figures = table(shown, "strict F1")
        (held,) = [t for name, t in found.tables("statements") if name == "held"]
        assert [tuple(row) for row in figures.iloc[: len(held.rows), 1:].itertuples(index=False)] == list(held.rows)
        changed = any("has changed since" in one.value for one in shown.warning)
        assert changed == (found.parser != measured.parser_fingerprint())

    def test_a_report_is_filled_in_for_the_statement(self) -> None:
        shown = visit("method", "id=2024-02-26-fra-macron-1")
        assert any("2024-02-26-fra-macron-1" in one.value for one in shown.code)
        assert not [one for one in shown.warning if "has that ID" in one.value]
        assert [one for one in visit("method", "id=nobody").warning if "has that ID" in one.value]

    def test_headings_come_in_order(self) -> None:
        headings = [one.value for one in visit("method", "").header]
        assert headings[:2] == ["Codebook", "Coverage"]
        assert headings[-3:] == ["Versions", "How to cite", "Report an error"]
        assert "Accuracy of the parser" in headings


LONG = " ".join(["invented"] * 45)
CYRILLIC, ARABIC = "Вигадані слова про вигадані війська", "كلمات مخترعة *ليست* [رابطا](x)"
MARKUP = "<b>invented</b> $x$ :red[words]"
INVENTED: dict[str, list[dict[str, Any]]] = {
    "nothing": [],
    "one statement": [make_statement()],
    "all of low confidence": [
        make_statement(1, date="2024-03-01", confidence="low", position="rules_out"),
        make_statement(2, date="2024-03-02", confidence="low", position="willing", authority="minister"),
    ],
    "no phase stated": [make_statement(1, phase="unspecified", position="willing", conditions="mandate")],
    "words in other scripts": [
        make_statement(1, quote=LONG, position="rules_out"),
        make_statement(2, date="2024-03-20", quote=CYRILLIC, quote_language="uk", position="willing"),
        make_statement(3, date="2024-04-20", quote=ARABIC, quote_language="tr", position="open"),
        make_statement(4, date="2024-04-21", entity="NRL", quote=MARKUP, position="willing"),
    ],
}


@pytest.fixture(params=INVENTED)
def invented(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A record of invented statements, served instead of the shipped one."""
    statements = INVENTED[request.param]
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))
    return statements


def test_records_of_every_shape_look_right(invented: list[dict[str, Any]]) -> None:
    comparing = visit("compare", "entity=ADV&entity=NRL")
    terms = visit("what_if", "outcome=would_send")
    moving = visit("shifts", "show=changes")
    visit("shifts", "show=officials")
    visit("method", "")
    if not invented:
        assert moving.info
        assert not charts(comparing)
        assert set(table(terms, "outcome")["outcome"]) == {"Has not spoken"}
    elif len(invented) == 1:
        assert moving.info
        assert plain(f"“{invented[0]['quote']}”") in texts(comparing)
    elif len(invented) == 2:
        assert "Confidence low" in texts(comparing)
        assert table(terms, "outcome")["confidence"].tolist().count("Low") == 1
    else:
        assert plain(f"“{ARABIC}”") in texts(comparing)
        assert plain(f"“{MARKUP}”") in texts(comparing)
        assert plain(f"“{LONG}”") in texts(moving)
        assert plain(f"“{CYRILLIC}”") in texts(moving)


def test_words_without_a_phase_count_in_both_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "data", INVENTED["no phase stated"])
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert texts(visit("compare", "entity=ADV&entity=NRL")).count("Phase not stated") == 2
    for met in ("", "&met=ceasefire"):
        shown = visit("what_if", f"outcome=waits_for{met}")
        assert "Still waits for **International mandate**" in texts(shown)


def test_the_method_says_beside_the_coverage_alone_what_the_filters_limit() -> None:
    shown = [one.value for one in visit("method", "entity=POL").markdown]
    (only,) = [text for text in shown if "Only **Poland**" in text]
    assert "month by month" in only


@pytest.mark.parametrize("terms", ["", "met=ceasefire&met=us_backstop", "met=peace_deal&kind=training_support"])
def test_everybody_who_named_a_term_has_a_row_among_the_terms(terms: str) -> None:
    shown = visit("what_if", terms)
    behind = table(shown, "outcome")
    named = behind[(behind["conditions"] != "") | (behind["waits"] != "")]
    marks = drawn_rows(shown, "Who named which terms")
    assert set(marks["country"]) == set(named["country"])
    undecided = set(named["country"][named["outcome"] == "Has not decided"])
    assert undecided == set(marks["country"][marks["state"] == "Undecided"])
    assert undecided or not terms


@pytest.mark.parametrize(
    ("query", "lanes", "alt"),
    [
        ("", 58, "in the record of 58 countries and bodies in 49 months; without any: 2"),
        ("entity=XKX", 1, "in the record of 1 country or body in 49 months; without any: 0"),
        ("entity=XKX&phase=ceasefire", 1, "in this selection of 1 country or body in 49 months; without any in this"),
        ("words=zzzz", 58, "without any in this selection: 58, in the record: 2"),
    ],
)
def test_the_coverage_has_the_lanes_that_are_picked_and_tells_a_filter_from_silence(query, lanes, alt) -> None:
    shown = opened(visit("method", query), "covered-behind")
    (said,) = [one for one in charts(shown) if one.startswith("Statements in")]
    assert alt in said
    assert drawn_rows(shown, said)["country"].nunique() == lanes
    behind = table(shown, "months")
    assert len(behind) == lanes
    limited = "selection" in said
    assert ("in_record" in behind) == limited
    assert ("none in this selection" in texts(shown)) == limited
    assert ("An empty cell means that nothing was found, not" in texts(shown)) != limited
    assert f"Download · {lanes * 49:,} rows" in [one.proto.popover.label for one in shown.get("popover")]


def test_the_end_of_the_search_is_not_told_as_the_day_of_the_last_statement() -> None:
    shown = visit("method")
    said = texts(shown).replace("\u00a0", " ")
    assert "647 statements of 15 February 2022 to 27 February 2026" in said
    assert "647 statements · searched: 15 February 2022 to 28 February 2026" in said
    cited = "\n".join(one.value for one in shown.code)
    assert "searched: 2022-02-15 to 2026-02-28" in cited
    assert "Statements of 2022-02-15" not in cited


def test_a_coverage_of_nobody_says_so() -> None:
    assert "No country or body" in texts(visit("method", "entity=XKX&group=nato"))


@pytest.mark.parametrize(("entity", "said"), [("ADV", "Not drawn: 1 statement of after 1 January 2026"), ("NRL", "")])
def test_the_method_says_what_was_added_after_the_search(tmp_path: Path, monkeypatch, entity: str, said: str) -> None:
    statements = [make_statement(1, entity="NRL"), make_statement(2, date="2026-05-02")]
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))
    captions = texts(visit("method", f"entity={entity}")).replace("\u00a0", " ")
    assert said in captions
    assert ("Not drawn" in captions) == bool(said)


def test_the_method_explains_the_heads_of_its_tables() -> None:
    shown = visit("method")
    said = texts(shown)
    assert "strict F1 is" in said
    assert "wholly right the share" in said
    assert "The Method page of the dashboard" not in said
    assert all("%, of " in one.value for one in shown.metric)


@pytest.mark.parametrize(
    ("limits", "said"), [("", "found in the record"), ("&source=Newsroom", "Nothing in this selection")]
)
def test_who_has_not_spoken_under_a_filter_may_have_spoken_without_it(limits: str, said: str) -> None:
    captions = " ".join(one.value for one in visit("what_if", f"met=ceasefire&outcome=silent{limits}").caption)
    assert said in captions
    assert ("found in the record" in captions) == (not limits)


def test_a_position_that_is_picked_hides_no_condition_that_was_named() -> None:
    """`position` chooses among positions: the statements under them stay."""
    picked = texts(visit("compare", "entity=FRA&entity=DEU&position=rules_out&position=no_plans"))
    assert "No condition named: France" not in picked.replace("\\", "")
