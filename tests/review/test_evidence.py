"""Whether a quote stands in a text, whole or in parts. All texts are invented."""

from __future__ import annotations

import pytest

from dashboard.review.evidence import verbatim

SAID = "“We will never send troops,” he said, “to Ukraine.”"


@pytest.mark.parametrize(
    ("quote", "exact", "gaps"),
    [
        ("We will never send troops", True, False),
        ("we WILL never\nsend troops", True, False),
        ("We will … send troops", True, True),
        ("We will [gladly] send troops", True, True),
        ("We will never send troops (...) to Ukraine", True, True),
        ("[We will surely not] send troops", True, True),
        ("to Ukraine … we will never", False, True),
        ("We will send troops", False, False),
        ("", False, False),
    ],
)
def test_quote_stands_whole_or_in_parts_or_not(quote, exact, gaps):
    found = verbatim(quote, SAID)
    assert (found.exact, found.gaps) == (exact, gaps)
