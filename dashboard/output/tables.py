"""Stage output: frames as people read them.

In: rows of the record or of positions (codes); out: rows for tables, charts and cards (names, labels, words). Every
value is plain text or a number: nothing here is markup.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.dataset.codebook import Code, Codebook
from dashboard.dataset.store import Record
from dashboard.output.columns import texts
from dashboard.output.direction import isolated
from dashboard.positions.as_of import ANY_PHASE, HOST, SILENT

LOW, DOUBT = "low", "?"
"""The confidence that is shown as a doubt, and its sign."""
OPEN = "*"
"""The sign of a position that rests on words that name no phase: it holds in either."""


def silence(codebook: Codebook) -> Code:
    """The state of an entity without a statement: no code of a position, and looking like none."""
    return codebook.code("state", SILENT)


def position_code(codebook: Codebook, position: str) -> Code:
    """The code of a position, or of a state without one."""
    return codebook.code("state" if position in (SILENT, HOST) else "position", position)


def states(codebook: Codebook, question: str) -> tuple[Code, ...]:
    """The states without a position that one question knows: only on sending is there one who is not asked."""
    return tuple(code for code in codebook.codes["state"] if code.code != HOST or question == "send")


def by_position(frame: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Positions as a table is read: the farthest-going first, silence last; within one position by phase, then name."""
    place = {code.code: -code.rank for code in codebook.codes["position"]} | {HOST: 1, SILENT: 2}
    phase, kind = codebook.order("phase"), codebook.order("kind")
    columns = (frame[name].tolist() for name in ("position", "phase", "kind"))
    keys = [(place[said], phase[when], kind[what]) for said, when, what in zip(*columns, strict=True)]
    return frame.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def signed(codebook: Codebook, position: str) -> str:
    """A position as it is shown in text: its sign and its label, so that colour is never the only mark."""
    code = position_code(codebook, position)
    return f"{code.glyph} {code.label}"


def labels(codebook: Codebook, list_name: str, codes: str) -> str:
    """Labels of a ;-joined list of codes, joined by commas."""
    return ", ".join(codebook.label(list_name, code) for code in codes.split(";") if code)


def said(quote: str, summary: str) -> str:
    """The words of a statement: the official's own in quotation marks, or our summary where there are none.

    Words and marks run as the words do, whatever stands around them.
    """
    return isolated(f"“{quote}”") if quote else summary


FRAGMENT = 6
"""Words from which an English quote is taken to say by itself what is meant: “possibility” is not."""


def gloss(quote: str, language: str, summary: str) -> str:
    """Our summary, where a quote alone does not say enough: it is not in English, or a few words; else nothing."""
    return summary if quote and (language != "en" or len(quote.split()) < FRAGMENT) else ""


def age(days: float) -> str:
    """An age in days as people say it."""
    if days < 1:
        return "same day"
    if days < 60:
        return f"{days:.0f} day{'' if days == 1 else 's'}"
    months = days / 30.44
    return f"{months:.0f} months" if months < 24 else f"{days / 365.25:.1f} years"


def readable(record: Record, frame: pd.DataFrame) -> pd.DataFrame:
    """Statements or positions with labels for codes and names for entities, all as plain text.

    Columns: id, day, country, entity, position (sign and label), label, sign (with a question mark where the coding is
    of low confidence, and an asterisk where a position of one phase rests on words that name none), rank, speaker,
    office, speaks_for (where that is another: what is said is then a claim), told (the label, of a claim with whose it
    is), said, gloss, summary, question, phase, named_phase (of a position that rests on words without one: both that it
    holds in, and that they don't say so), kind, mission, format, conditions, authority, confidence, source, headline,
    link, note, marks (what limits how far the words can be taken), and age where the frame has it, in days and in
    words (`aged`).
    """
    book, shown, name_of = record.codebook, texts().claim.shown, record.people.entity_name
    text = {name: _text(frame, name) for name in TEXTS}  # as lists: a frame of some dozen rows is sooner read so
    given = _text(frame, "stated_phase") if "stated_phase" in frame else text["phase"]
    text["open"] = [
        OPEN if named == ANY_PHASE != phase else "" for named, phase in zip(given, text["phase"], strict=True)
    ]
    phases, no_phase = _labelled(book, "phase", text["phase"]), book.label("phase", ANY_PHASE).lower()
    looks = {code: position_code(book, code) for code in set(text["position"])}
    look = [looks[code] for code in text["position"]]
    speaks_for = [
        name_of(by) if by not in ("", about) else ""
        for by, about in zip(text["speaker_entity"], text["entity"], strict=True)
    ]
    columns = {
        "id": text["id"],
        "day": [f"{day:%Y-%m-%d}" if day is not pd.NaT else "" for day in frame["date"]],
        "country": [name_of(code) for code in text["entity"]],
        "entity": text["entity"],
        "position": [f"{code.glyph} {code.label}" for code in look],
        "label": [code.label for code in look],
        "sign": [
            code.glyph + (DOUBT if sure == LOW else "") + open_phase
            for code, sure, open_phase in zip(look, text["confidence"], text["open"], strict=True)
        ],
        "speaker": text["speaker"],
        "speaks_for": speaks_for,
        "told": [
            shown.format(position=code.label, speaker=who, by=by) if by else code.label
            for code, who, by in zip(look, text["speaker"], speaks_for, strict=True)
        ],
        "office": text["office"],
        "said": [said(*words) for words in zip(text["quote"], text["summary"], strict=True)],
        "gloss": [gloss(*words) for words in zip(*(text[name] for name in GLOSSED), strict=True)],
        "summary": text["summary"],
        **{name: _labelled(book, name, text[name]) for name in LABELLED},
        "named_phase": [f"{one}, {no_phase}" if it else one for one, it in zip(phases, text["open"], strict=True)],
        "kind": _labelled(book, "kind", _kinds(frame, book)),
        "conditions": [labels(book, "conditions", codes) for codes in text["conditions"]],
        "source": text["source_publisher"],
        "headline": text["source_title"],
        "link": text["source_url"],
        "note": text["note"],
        "marks": _marks(text, book),
    }
    table = pd.DataFrame({name: pd.array(values, dtype="str") for name, values in columns.items()}, frame.index)
    table = table.assign(date=frame["date"], rank=np.array([code.rank for code in look], dtype="int64"))
    if "age" not in frame:
        return table
    aged = ["" if pd.isna(days) else age(days) for days in frame["age"].tolist()]
    return table.assign(age=frame["age"], aged=pd.array(aged, dtype="str"))


TEXTS = (
    *("id", "entity", "position", "speaker", "speaker_entity", "office", "quote", "quote_language", "summary"),
    *("question", "phase", "mission", "format", "conditions", "authority", "confidence", "date_basis"),
    *("source_publisher", "source_title", "source_url", "note"),
)
GLOSSED = ("quote", "quote_language", "summary")
LABELLED = ("question", "mission", "format", "authority", "phase", "confidence")


def _text(frame: pd.DataFrame, name: str) -> list[str]:
    return [value if isinstance(value, str) else "" for value in _values(frame[name])]


def _values(column: pd.Series[Any]) -> list[Any]:
    """The values of a column, None for a missing number, NaN for another missing value, NaT for a day.

    Those of categories come without an array of objects on the way, which takes ten times as long.
    """
    held = column.array
    if isinstance(held, pd.Categorical):
        known = [*held.categories.tolist(), np.nan]  # the place of a missing value is -1
        return [known[place] for place in held.codes.tolist()]
    if isinstance(held, pd.arrays.IntegerArray):
        return [None if value is pd.NA else value for value in held.tolist()]
    return column.tolist()


def _labelled(codebook: Codebook, name: str, codes: list[str]) -> list[str]:
    known = {code.code: code.label for code in codebook.codes[name]}
    return [known.get(code, "") for code in codes]


def _kinds(frame: pd.DataFrame, codebook: Codebook) -> list[str]:
    """The kind of force: of a position its slot's, of a statement its mission's."""
    if "kind" in frame:
        return _text(frame, "kind")
    kind = {code.code: code.kind for code in codebook.codes["mission"]}
    return [kind.get(mission, "") for mission in _text(frame, "mission")]


def over_time(record: Record, counts: pd.DataFrame, question: str, entities: int | None) -> pd.DataFrame:
    """Counts of positions by month that always add up: silence is what is left.

    In: `counts_by_month` and how many entities are in scope, None where silence is not asked for; out: a row a month
    with its last day (`month`), that of the month before (`since`; for the first its own), and a column for each
    position by its label, in the codebook's order, silence last.
    """
    codes = [*record.codebook.positions(question), silence(record.codebook)]
    whole = counts.assign(**{SILENT: 0 if entities is None else entities - counts.sum(axis="columns")})
    whole.columns = pd.Index([code.label for code in codes])
    ends = pd.Series(whole.index, name="month")
    since = ends.shift(fill_value=ends.iloc[0]).rename("since")
    return pd.concat([ends, since, whole.reset_index(drop=True)], axis="columns")


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each as a mapping from column to value."""
    names = [str(name) for name in frame]
    columns = [_values(column) for _, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _marks(text: dict[str, list[str]], codebook: Codebook) -> list[str]:
    """What a reader must know: no phase, second-hand, no quote, another language, day of publication."""
    columns = ("entity", "speaker_entity", "quote", "quote_language", "date_basis", "summary", "open")
    no_phase = codebook.label("phase", ANY_PHASE).lower()
    found = []
    for entity, speaks_for, quote, language, basis, summary, it in zip(*(text[name] for name in columns), strict=True):
        marks = [no_phase] if it else []
        if speaks_for != entity and summary:
            marks.append("second-hand")
        if summary and not quote:
            marks.append("our summary")
        elif quote and language != "en":
            marks.append(f"quoted in {codebook.label('quote_language', language)}")
        if basis == "published":
            marks.append("day of publication")
        found.append(", ".join(marks))
    return found
