"""Stage dataset: a selection of statements, the same on the page, in an address, on the command line and in the API.

In: query parameters and a record; out: a `Selection`, which filters the frame, counts facets and writes itself
as a query string. Parameters are named after the codebook's fields. Within one parameter any value may match;
all parameters must.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.dataset.store import Record
from dashboard.dataset.values import day_of
from dashboard.dataset.words import folded, found

Mask = npt.NDArray[np.bool_]

CODE_FILTERS = {
    "position": "position",
    "phase": "phase",
    "mission": "mission",
    "question": "question",
    "format": "format",
    "authority": "authority",
    "confidence": "confidence",
    "origin": "origin",
}
VALUE_FILTERS = {"entity": "entity", "speaker": "speaker", **CODE_FILTERS, "source": "source_publisher"}
"""Parameter -> column of the frame, for the parameters that pick values of one column."""


@dataclass(frozen=True)
class Rejected:
    """A parameter or a value that can't be answered to, and what would be allowed."""

    parameter: str
    value: str
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(self.allowed[:80]) + (", …" if len(self.allowed) > 80 else "")
        return f"{self.parameter}: {self.value!r}; allowed: {shown}"


@dataclass(frozen=True)
class Selection:
    """What is picked: an empty tuple, day or text picks everything."""

    entity: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    mission: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is picked, so that everything is shown."""
        return self == Selection()

    def only(self, *parameters: str) -> Selection:
        """The same selection with these parameters alone."""
        return Selection(**{name: getattr(self, name) for name in parameters})

    def without(self, parameter: str) -> Selection:
        """The same selection with one parameter left open."""
        return replace(self, **{parameter: getattr(Selection(), parameter)})

    def items(self) -> list[tuple[str, str]]:
        """Parameter and value pairs in a fixed order: two equal selections write the same query string."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            values = value if isinstance(value, tuple) else (str(value),) if value else ()
            pairs += [(field.name, one) for one in values]
        return pairs

    def query(self) -> str:
        """The query string, without a question mark."""
        return urlencode(self.items())


PARAMETERS = tuple(field.name for field in fields(Selection))

REPEATABLE = tuple(name for name in PARAMETERS if name not in ("since", "until", "words"))
"""Parameters that may have more than one value, any of which may match."""

EARLIEST = dt.date(2000, 1, 1)
"""The first day that can be asked for; the last one is today, since positions in the future would be a forecast."""


def allowed_values(record: Record, parameter: str) -> tuple[str, ...]:
    """The values that a parameter knows, in the order in which they are to be offered. Empty for free ones."""
    if parameter == "entity":
        return tuple(entity.code for entity in record.people.entities)
    if parameter in ("speaker", "source"):
        return tuple(sorted(record.frame[VALUE_FILTERS[parameter]].cat.categories, key=str.casefold))
    if parameter in record.codebook.codes:
        return record.codebook.values(parameter)
    return ()


def parse_on(text: str, today: dt.date) -> tuple[dt.date | None, list[Rejected]]:
    """The day on which positions are asked for; what is none, or lies before `EARLIEST` or after today, is rejected."""
    day = day_of(text)
    if day is None or not EARLIEST <= day <= today:
        return None, [Rejected("on", text, (f"YYYY-MM-DD, from {EARLIEST} to {today}",))]
    return day, []


def crossed(selection: Selection) -> list[Rejected]:
    """Both days where `since` lies after `until`: no day is in both, so an answer would be empty, as silence is."""
    since, until = selection.since, selection.until
    if since is None or until is None or since <= until:
        return []
    return [
        Rejected("since", str(since), (f"{until} or earlier, as until is that day",)),
        Rejected("until", str(until), (f"{since} or later, as since is that day",)),
    ]


def _is_text(words: str) -> bool:
    # half a character pair, as a broken address or shell gives it, is no text and stops the search in Arrow
    return not any("\ud800" <= sign <= "\udfff" for sign in words)


def parse(parameters: Mapping[str, Sequence[str]], record: Record) -> tuple[Selection, list[Rejected]]:
    """Make a selection of query parameters; what isn't known is left out and given back as `Rejected`.

    Days that are `crossed` are given back as well, but stay in the selection: a page shows them as they were picked.
    """
    known: dict[str, Any] = {}
    rejected: list[Rejected] = []
    for name, values in parameters.items():
        if name not in PARAMETERS:
            rejected.append(Rejected(name, ";".join(values), PARAMETERS))
        elif name == "words":
            words = values[-1].strip() if values else ""
            known[name] = words if _is_text(words) else ""
            rejected += [Rejected(name, words, ("text",))] if words and not known[name] else []
        elif name in ("since", "until"):
            days = [day_of(value) for value in values]
            known[name] = next((day for day in days if day), None)
            rejected += [Rejected(name, v, ("YYYY-MM-DD",)) for v, day in zip(values, days, strict=True) if not day]
        else:
            allowed = allowed_values(record, name)
            order = {value: place for place, value in enumerate(allowed)}
            known[name] = tuple(sorted({value for value in values if value in order}, key=order.__getitem__))
            rejected += [Rejected(name, value, allowed) for value in values if value not in order]
    selection = Selection(**known)
    return selection, rejected + crossed(selection)


def repeated(parameters: Mapping[str, Sequence[str]]) -> list[Rejected]:
    """Parameters with a second value where one is meant: which of them would count, nobody could tell."""
    return [
        Rejected(name, ", ".join(values), ("one value",))
        for name, values in parameters.items()
        if len(values) > 1 and name not in REPEATABLE
    ]


def _any_condition(column: pd.Series[str], wanted: Iterable[str]) -> Mask:
    # each distinct combination is looked at once: there are a few hundred, however long the column
    wanted = set(wanted)
    combinations = column.astype("category")
    hits = np.array([bool(wanted & set(value.split(";"))) for value in combinations.cat.categories], dtype=bool)
    return hits.take(combinations.cat.codes.to_numpy())


def _text(texts: pa.ChunkedArray, words: str) -> Mask:
    hit = np.ones(len(texts), dtype=bool)
    for word in words.split():
        hit &= found(texts, word).to_numpy().astype(bool)
    return hit


def picked(record: Record, selection: Selection, frame: pd.DataFrame) -> Mask:
    """Which rows of a frame of statements are picked: one answer a row, before any row is copied."""
    book = record.codebook
    keep = np.ones(len(frame), dtype=bool)
    if selection.since:
        keep &= (frame["date"] >= pd.Timestamp(selection.since)).to_numpy()
    if selection.until:
        keep &= (frame["date"] <= pd.Timestamp(selection.until)).to_numpy()
    for parameter, column in VALUE_FILTERS.items():
        wanted = getattr(selection, parameter)
        if wanted:
            keep &= frame[column].isin(wanted).to_numpy()
    if selection.kind:
        missions = [mission for kind in selection.kind for mission in book.missions(kind)]
        keep &= frame["mission"].isin(missions).to_numpy()
    if selection.group:
        keep &= frame["entity"].isin(record.people.members(*selection.group)).to_numpy()
    if selection.conditions:
        keep &= _any_condition(frame["conditions"], selection.conditions)
    if selection.words:  # last, on the rows that are left: it is the dearest
        rows = np.flatnonzero(keep)
        texts = record.words if frame is record.frame else folded(frame)
        keep[rows] = _text(texts if len(rows) == len(keep) else texts.take(pa.array(rows)), selection.words)
    return keep


def select(record: Record, selection: Selection, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """The statements that are picked, in the order of the frame (date, id).

    `words` finds statements whose quote or summary has all of the words, whatever their case and accents.
    """
    among = record.frame if frame is None else frame
    return among if selection.empty else among[picked(record, selection, among)]


def facet(record: Record, selection: Selection, parameter: str) -> dict[str, int]:
    """How many statements each value of a parameter would give, all other parameters as they are."""
    columns = ["entity", "mission", "conditions", *VALUE_FILTERS.values()]
    lean = record.frame[list(dict.fromkeys(columns))]
    found = lean[picked(record, selection.without(parameter), record.frame)]
    if parameter == "group":
        entities = found["entity"].value_counts()
        counts = {
            group: int(entities.reindex(list(record.people.members(group)), fill_value=0).sum())
            for group in record.codebook.values("group")
        }
    elif parameter == "kind":
        missions = found["mission"].value_counts()
        counts = {
            kind: int(missions.reindex(list(record.codebook.missions(kind)), fill_value=0).sum())
            for kind in record.codebook.values("kind")
        }
    elif parameter == "conditions":
        combinations = found["conditions"].value_counts()
        counts = {
            code: int(sum(n for value, n in combinations.items() if code in str(value).split(";")))
            for code in record.codebook.values("conditions")
        }
    else:
        values = found[VALUE_FILTERS[parameter]].value_counts()
        counts = {value: int(values.get(value, 0)) for value in allowed_values(record, parameter)}
    return counts
