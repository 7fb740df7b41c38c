"""Less common ways to say who speaks, each with a sentence alike in which nobody does. All texts are invented."""

from __future__ import annotations

import pytest
from reading_help import said, speakers

INVERTED = [
    ("Sanctions, said Edi Rama, are enough.", ("Edi Rama", "said", "Sanctions ... are enough")),
    (
        "A force that deters is a force that shoots, and Danes will be in it, said Denmark's Troels Lund Poulsen.",
        (
            "Denmark's Troels Lund Poulsen",
            "said",
            "A force that deters is a force that shoots, and Danes will be in it",
        ),
    ),
    (
        "Yuri Ushakov let it be known that talks were over.",
        ("Yuri Ushakov", "be known", "that talks were over"),
    ),
    ("The bridge, Ana Petrie averred, was safe.", ("Ana Petrie", "averred", "The bridge ... was safe")),
    (
        "In a speech in Limassol on Monday Nikos Dendias had hinted that a seafaring nation could sweep mines.",
        ("Monday Nikos Dendias", "had hinted", "that a seafaring nation could sweep mines"),
    ),
    (
        "The EU's envoy Josep Borrell, on a visit to Washington, said a debate was no decision.",
        ("The EU's envoy Josep Borrell", "said", "a debate was no decision"),
    ),
]

POSTPONED = [
    ('"It is not safe": Ana Petrie on the bridge.', ("Ana Petrie", ":", '"It is not safe"')),
    (
        "Ready as soon as it is quiet: thus Elina Valtonen on Tuesday.",
        ("Elina Valtonen", ":", "Ready as soon as it is quiet"),
    ),
    (
        "They will hardly be there: the Irish chief of staff, Rossa Mulcahy, on his men.",
        ("the Irish chief of staff, Rossa Mulcahy", ":", "They will hardly be there"),
    ),
]

NOBODY = [
    "One thing is clear: Ana Petrie will rebuild the bridge.",
    "The Greens had two strongholds: Berlin and Munich in the south.",
    "The minister visited two cities: Lviv, in the west, and Odesa.",
]


@pytest.mark.parametrize(("text", "expected"), INVERTED + POSTPONED, ids=lambda case: str(case)[:40])
def test_the_speaker_behind_or_between(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize("text", NOBODY)
def test_a_name_behind_a_colon_is_no_speaker(text: str) -> None:
    assert said(text) == []


def test_the_subject_of_the_main_clause_owns_a_quoted_fragment() -> None:
    text = '"Poland will not do it alone," Donald Tusk said. If NATO did so he would "think about it very seriously".'
    assert [name for name, _ in speakers(text)] == ["Donald Tusk", "Donald Tusk"]
