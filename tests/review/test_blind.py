"""What a blind coder does not see: who spoke, and for which country. All texts and officials are invented."""

from __future__ import annotations

import pytest

from dashboard.dataset.store import load_record
from dashboard.review.blind import blind_values, mask

VALUES = {"speaker": "Adam Muster", "entity": "LUX", "speaker_entity": "LUX"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Adam Muster said so in Luxembourg.", "[speaker] said so in [country]."),
        ("LUXEMBOURG, March 1 - Muster said so.", "[country], March 1 - [speaker] said so."),
        ("LUXEMBOURG'S MUSTER: NO SOLDIERS", "[country]'S [speaker]: NO SOLDIERS"),
        ("ADAM MUSTER AND FRAU BEISPIEL", "[speaker] AND [speaker]"),
        ("MUSTERED OUT, AS LUXEMBOURGISH LAW HAS IT", "MUSTERED OUT, AS [country] LAW HAS IT"),
        ("VALLETTA, March 1 - Somebody said so.", "VALLETTA, March 1 - Somebody said so."),
    ],
)
def test_names_and_places_are_masked_also_in_capitals(data, text, masked):
    assert mask(text, VALUES, load_record(data).people) == masked


def test_a_short_name_in_capitals_may_be_any_short_form(data):
    values = VALUES | {"speaker": "Ada Ire"}
    assert mask("Ire of the IRE", values, load_record(data).people) == "[speaker] of the IRE"


def test_evidence_and_quote_are_all_that_a_blind_coder_sees(data):
    values = VALUES | {
        "evidence": "MUSTER: “Luxembourg sends none.”",
        "quote": "Luxembourg sends none",
        "note": "Muster.",
    }
    assert blind_values(values, load_record(data).people) == {
        "evidence": "[speaker]: “[country] sends none.”",
        "quote": "[country] sends none",
    }
