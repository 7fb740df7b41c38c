"""What limits a position is told wherever the overview shows it: phase, selection, what is not picked."""

from __future__ import annotations

import pytest
from visiting import drawn_rows, opened, table, texts, visit

from dashboard.dataset.selection import Selection
from dashboard.positions import view
from dashboard.ui.filters import Asked

NO_PHASE = "phase not stated"


@pytest.mark.parametrize("phase", ["wartime", "ceasefire"])
def test_a_position_on_words_that_name_no_phase_says_so_on_map_and_tiles_and_in_the_table(shipped, phase: str) -> None:
    asked = Asked(Selection(phase=(phase,)), shipped.searched_to, "latest")
    shown = asked.shown(shipped.codebook)
    found = view.positions_view(view.basis_slots(shipped, shown), shown, asked.on, asked.rule)
    silent_on_it = set(found["entity"][found["stated_phase"] == "unspecified"])
    assert silent_on_it
    for shape, picture, rows in (("tiles", "Tile grid", "table"), ("world", "Map", "positions")):
        page = opened(visit("overview", f"on={asked.on}&phase={phase}&shape={shape}"))
        drawn = drawn_rows(page, picture, rows).set_index("entity")
        for column, sign in (("sign", "*"), ("marks", NO_PHASE)):
            told = set(drawn.index[drawn[column].fillna("").str.contains(sign, regex=False)])
            assert told == silent_on_it & set(drawn.index), column
        listed = table(page, "said")
        names = {shipped.people.entity_name(code) for code in silent_on_it}
        assert set(listed["country"][listed["phase"].str.endswith(f", {NO_PHASE}")]) == names
        assert set(listed["country"][listed["marks"].str.contains(NO_PHASE)]) == names
        assert "* behind a sign: phase not stated" in texts(page).replace("\\", "")


def test_a_change_on_words_that_name_no_phase_says_so() -> None:
    said = texts(visit("overview", "entity=POL&on=2025-09-04&phase=wartime")).replace("\\", "")
    assert "While fighting goes on · ground forces" in said
    assert f"same day · Do Rzeczy · confidence high · {NO_PHASE}, quoted in Polish" in said, "the word of that day"


@pytest.mark.parametrize(
    ("query", "limits"),
    [("source=Newsroom", "Source: Newsroom"), ("words=peace", "“peace”"), ("rule=head", "head only")],
)
@pytest.mark.parametrize("embedded", [False, True])
def test_silence_among_some_statements_is_said_to_be_that(query: str, limits: str, embedded: bool) -> None:
    page = "embed_map" if embedded else "overview"
    shown = visit(page, f"on=2026-02-28&phase=ceasefire&shape=tiles&{query}", embedded=embedded)
    said = texts(shown)
    meaning = f"Nothing in this selection up to this day ({limits})"
    notes = [one.value.replace("\\", "") for one in shown.caption]
    assert any(f"**No statement found**: {meaning}" in note for note in notes)
    assert "Nothing in the record up to this day" not in said
    drawn = drawn_rows(shown, "Tile grid")
    silent = drawn["label"] == "No statement found"
    assert silent.any()
    assert drawn["marks"][silent].str.startswith(meaning).all()
    assert not drawn["marks"][~silent].fillna("").str.contains(meaning, regex=False).any()
    if not embedded:
        counts = drawn_rows(shown, "Countries and bodies by position: After").set_index("label")
        assert counts.loc["No statement found", "definition"].startswith(meaning)


def test_silence_among_all_statements_is_the_records() -> None:
    shown = visit("overview", "on=2026-02-28&entity=ALB&phase=ceasefire&kind=ground")
    said = texts(shown)
    assert "Nothing in this selection" not in said
    assert "Nothing in the record up to this day" in said


def test_a_position_that_is_not_picked_is_not_counted_as_nobodys() -> None:
    shown = visit("overview", "position=willing&position=open&phase=wartime")
    counts = drawn_rows(shown, "Countries and bodies by position: While").set_index("label")
    picked = ["Open", "Willing"]
    assert counts.loc[picked, "shown"].str.isdigit().all()
    assert (counts["shown"].drop(picked) == "not picked").all()
    everything = drawn_rows(visit("overview", "phase=wartime"), "Countries and bodies by position: While")
    assert everything["shown"].tolist() == everything["entities"].astype(str).tolist()


@pytest.mark.parametrize(("question", "asked"), [("send", True), ("accept", False)])
def test_the_meanings_name_every_sign_that_is_drawn(question: str, asked: bool) -> None:
    said = texts(visit("overview", f"question={question}"))
    assert ("Receiving country" in said.replace("\u00a0", " ")) == asked


@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize(("shape", "told"), [("world", True), ("map", False), ("tiles", False)])
def test_what_the_map_of_the_world_is_too_small_for_is_said(shape: str, told: bool, embedded: bool) -> None:
    shown = visit("embed_map" if embedded else "overview", f"phase=wartime&shape={shape}", embedded=embedded)
    notes = [one.value for one in shown.caption if one.value.startswith("The states of Europe are small here")]
    assert len(notes) == told
    assert all(("table below" if embedded else "*Tiles*") in note for note in notes)


def test_the_overview_tells_how_old_words_are_and_on_what_terms(shipped) -> None:
    page = opened(visit("overview", "on=2026-11-30&phase=ceasefire&shape=map"))
    drawn = drawn_rows(page, "Map", "positions")
    assert drawn.index.tolist() == list(range(len(drawn)))
    drawn = drawn.set_index("entity")
    assert drawn["aged"]["GBR"] == "9 months"
    assert drawn["aged"][drawn["label"] == "No statement found"].unique().tolist() == [""]
    terms = drawn["conditions"][drawn["conditions"] != ""]
    assert len(terms) > 3
    listed = table(page, "said").set_index("country")["conditions"]
    assert all(listed[shipped.people.entity_name(code)] == named for code, named in terms.items())
