"""What repeats or contradicts itself within an article. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_help import body, reading_of

from dashboard.parsing.candidates import kept_drafts
from dashboard.parsing.drafts import Draft
from dashboard.parsing.merge import FIRM, merged

DAY = date(2024, 3, 1)
SURE, FAIR, WEAK = 0.98, FIRM, FIRM - 0.001


@pytest.fixture(scope="module")
def said() -> Draft:
    """A draft that the others are made from."""
    (draft,) = kept_drafts(
        reading_of(body('Polish Prime Minister Donald Tusk said: "Poland will not send troops to Ukraine."'), DAY)
    )
    return draft


def of(draft: Draft, position: str, place: int, **changed: object) -> Draft:
    """The draft as it would be with another position, somewhere else in the article."""
    return replace(draft, stand=replace(draft.stand, position=position), evidence=(place, place + 9), **changed)


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> dict[int, float]:
    """The scores of drafts by where their evidence begins."""
    scores: dict[int, float] = {}
    monkeypatch.setattr("dashboard.parsing.merge.score_of", lambda draft: scores[draft.evidence[0]])
    return scores


def positions(drafts: list[Draft]) -> list[tuple[str, int]]:
    return [(draft.stand.position, draft.evidence[0]) for draft in drafts]


@pytest.mark.parametrize(("second", "place"), [(0.6, 0), (0.91, 0), (SURE, 20)])
def test_of_repeats_the_surest_stays_and_of_the_equally_sure_the_first(said, scored, second, place) -> None:
    scored |= {0: 0.89, 20: second}
    assert positions(merged([of(said, "open", 0), of(said, "open", 20)])) == [("open", place)]


def test_of_equally_sure_repeats_a_quotation_stays(said, scored) -> None:
    scored |= {0: SURE, 20: SURE}
    assert positions(merged([of(said, "open", 0, quote=None), of(said, "open", 20)])) == [("open", 20)]


def test_what_stays_takes_the_format_that_only_a_repeat_names(said, scored) -> None:
    scored |= {0: SURE, 20: 0.7}
    (kept,) = merged([of(said, "open", 0, format="unspecified"), of(said, "open", 20, format="nato")])
    assert (kept.evidence[0], kept.format) == (0, "nato")


@pytest.mark.parametrize(("score", "stay"), [(WEAK, [("no_plans", 20)]), (FAIR, [("undecided", 0), ("no_plans", 20)])])
def test_what_contradicts_the_surest_stays_where_it_is_firm_itself(said, scored, score, stay) -> None:
    scored |= {0: score, 20: SURE}
    assert positions(merged([of(said, "undecided", 0), of(said, "no_plans", 20)])) == stay


@pytest.mark.parametrize("field", ["mission", "phase", "day"])
def test_what_is_said_of_another_case_contradicts_nothing(said, scored, field) -> None:
    other = {"mission": "training", "phase": "ceasefire", "day": date(2023, 1, 5)}[field]
    scored |= {0: WEAK, 20: SURE}
    drafts = [of(said, "open", 0, **{field: other}), of(said, "rules_out", 20)]
    assert positions(merged(drafts)) == [("open", 0), ("rules_out", 20)]


def test_another_speaker_contradicts_nothing(said, scored) -> None:
    scored |= {0: WEAK, 20: SURE}
    other = replace(said.said, speaker=replace(said.said.speaker, name="Invented Person"))
    drafts = [of(replace(said, said=other), "open", 0), of(said, "rules_out", 20)]
    assert positions(merged(drafts)) == [("open", 0), ("rules_out", 20)]


def test_support_and_dissent_are_counted(said, scored) -> None:
    scored |= {0: SURE, 20: 0.7}
    drafts = merged([of(said, "open", 0), of(said, "rules_out", 20)])
    assert [(draft.support, draft.dissent) for draft in drafts] == [(0, 1), (0, 1)]


def test_forces_named_side_by_side_do_not_repeat_each_other() -> None:
    text = (
        "Danish Prime Minister Mette Frederiksen said Denmark would send neither soldiers nor instructors to Ukraine."
    )
    assert sorted(draft.mission for draft in kept_drafts(reading_of(body(text), DAY))) == ["training", "unspecified"]


@pytest.mark.parametrize(("score", "stay"), [(WEAK, [20]), (FAIR, [0, 20])])
@pytest.mark.parametrize(("name", "office"), [("Polish government", "Government"), ("Poland", "Poland")])
def test_a_government_or_body_gives_way_to_its_member_where_one_is_not_sure_of_it(
    said, scored, score, stay, name, office
) -> None:
    scored |= {0: score, 20: SURE}
    speaker = replace(said.said.speaker, name=name, kind="institution", office=office)
    house = of(replace(said, said=replace(said.said, speaker=speaker)), "rules_out", 0)
    assert [draft.evidence[0] for draft in merged([house, of(said, "rules_out", 20)])] == stay
    assert len(merged([house])) == 1


@pytest.mark.parametrize(
    ("position", "goal", "clear", "stay"),
    [
        ("rules_out", "", FAIR, [20]),
        ("undecided", "", FAIR, [20]),
        ("rules_out", "", WEAK, [0, 20]),
        ("open", "", FAIR, [0, 20]),
        ("rules_out", "ukraine", FAIR, [0, 20]),
    ],
)
def test_a_loose_word_gives_way_to_a_firm_clear_one_a_step_off(said, scored, position, goal, clear, stay) -> None:
    scored |= {0: SURE, 20: clear}
    event = replace(said.said.frame.event, themes=(), goal=goal)
    loosely = replace(said.said, frame=replace(said.said.frame, event=event))
    drafts = [of(replace(said, said=loosely), position, 0), of(said, "no_plans", 20, mission="combat")]
    assert [draft.evidence[0] for draft in merged(drafts)] == stay
