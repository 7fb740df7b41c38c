"""Stage 2, review: what a reviewer needs to see beside a proposal.

In: a proposed statement, its article's text, the record; out: where the quote stands in the text (checked, not
asked for), what the record already has from this speaker near this day, and the text cut up for highlighting.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz

from dashboard.dataset.files import DATA, read_json

NEAR_DAYS = 7
"""Days before and after in which a statement of the same speaker may be the same statement."""
GAP = re.compile(r"\s*(?:\[[^\]]*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,}|…)\s*")
"""What marks words left out of, or put into, a quote: an ellipsis, or anything in square brackets."""
QUOTATION_MARKS = "\"'‘’"


@dataclass(frozen=True)
class Verbatim:
    """Whether every part of a quote stands in the text, in order; and where: character offsets of each part found.

    With `gaps` words are left out of it or put into it, and these may change what it says: a person has to look.
    """

    exact: bool
    spans: tuple[tuple[int, int], ...]
    gaps: bool


@lru_cache(maxsize=1)
def _characters(data: Path) -> dict[str, str]:
    found: dict[str, str] = read_json(data / "lexicon" / "characters.json")["replace"]
    return {sign: new for sign, new in found.items() if len(sign) == 1}


def _flat(text: str) -> tuple[str, list[int]]:
    """A text in lower case with one form of quotation marks and single spaces, and the offset of each character."""
    table = _characters(DATA)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for new in table.get(sign, sign).casefold():
            if new.isspace():
                if not signs or signs[-1] == " ":
                    continue
                new = " "
            signs.append("'" if new in QUOTATION_MARKS else new)
            places.append(place)
    return "".join(signs), places


@lru_cache(maxsize=32)
def verbatim(quote: str, text: str) -> Verbatim:
    """Look for a quote in a text: letter case, spaces and the form of quotation marks do not count, words do.

    A quote that is interrupted in the text ('"We will," she said, "not send"') is found when it was written with
    an ellipsis, or part by part; its parts may be apart, but not out of order.
    """
    flat, places = _flat(text)
    spans: list[tuple[int, int]] = []
    begin, exact = 0, bool(quote.strip())
    for part in filter(None, (_flat(part)[0].strip(" '") for part in GAP.split(quote))):
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(flat, begin)
        if found is None:
            exact = False
            continue
        spans.append((places[found.start()], places[found.end() - 1] + 1))
        begin = found.end()
    return Verbatim(exact and bool(spans), tuple(spans), GAP.search(quote) is not None)


@dataclass(frozen=True)
class Similar:
    """A statement of the record that may be the proposed one: days between, likeness of the words (0 to 100)."""

    statement: Mapping[str, Any]
    days: int
    likeness: float


def similar(values: Mapping[str, str], frame: pd.DataFrame, *, days: int = NEAR_DAYS) -> list[Similar]:
    """What the record has from this speaker on this entity within so many days, the likeliest duplicate first."""
    try:
        day = dt.datetime.fromisoformat(values.get("date", ""))
    except ValueError:
        return []
    same = (frame["speaker"] == values.get("speaker")) & (frame["entity"] == values.get("entity"))
    near = frame[same & ((frame["date"] - day).abs() <= pd.Timedelta(days=days))]
    found = []
    for row in near.to_dict("records"):
        apart = abs((row["date"] - day).days)
        found.append(Similar({str(key): value for key, value in row.items()}, apart, _likeness(values, row)))
    return sorted(found, key=lambda one: (-one.likeness, one.days, one.statement["id"]))


def _likeness(values: Mapping[str, str], row: Mapping[Any, Any]) -> float:
    field = "quote" if values.get("quote") and row["quote"] else "summary"
    return round(fuzz.token_set_ratio(values.get(field, "").casefold(), str(row[field]).casefold()), 1)


def segments(text: str, spans: Mapping[str, tuple[int, int]]) -> list[tuple[str, tuple[str, ...]]]:
    """Cut a text at the edges of named spans: pieces in order, each with the names of the spans it lies in.

    Joined, the pieces are the text. Spans that lie outside of the text count as far as they lie in it.
    """
    edges = {0, len(text)} | {min(max(edge, 0), len(text)) for span in spans.values() for edge in span}
    cuts = sorted(edges)
    return [
        (text[start:end], tuple(name for name, (first, last) in spans.items() if first <= start and end <= last))
        for start, end in pairwise(cuts)
    ]
