"""Stage output: frames as people read them.

In: rows of the record or of positions (codes); out: rows for tables, charts and cards (names, labels, words). Every
value is plain text or a number: nothing here is markup.
"""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from dashboard.dataset.codebook import Code, Codebook
from dashboard.dataset.store import Record
from dashboard.output.columns import texts
from dashboard.positions.as_of import HOST, SILENT

LOW, DOUBT = "low", "?"
"""The confidence that is shown as a doubt, and its sign."""


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
    phase = codebook.order("phase")
    order = pd.DataFrame(
        {
            "place": frame["position"].astype(object).map(place),
            "phase": frame["phase"].astype(object).map(phase),
            "kind": frame["kind"].astype(object).map(codebook.order("kind")),
            "was": range(len(frame)),
        },
        index=frame.index,
    )
    return frame.loc[order.sort_values(["place", "phase", "kind", "was"]).index]


def signed(codebook: Codebook, position: str) -> str:
    """A position as it is shown in text: its sign and its label, so that colour is never the only mark."""
    code = position_code(codebook, position)
    return f"{code.glyph} {code.label}"


def labels(codebook: Codebook, list_name: str, codes: str) -> str:
    """Labels of a ;-joined list of codes, joined by commas."""
    return ", ".join(codebook.label(list_name, code) for code in codes.split(";") if code)


def said(quote: str, summary: str) -> str:
    """The words of a statement: the official's own in quotation marks, or our summary where there are none."""
    return f"“{quote}”" if quote else summary


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
    of low confidence), rank, speaker, office, speaks_for (where that is another: what is said is then a claim), told
    (the label, of a claim with whose it is), said, summary, question, phase, kind, mission, format, conditions,
    authority, confidence, source, headline, link, note, marks (what limits how far the words can be taken), and age
    where the frame has it.
    """
    book, shown = record.codebook, texts().claim.shown
    position = frame["position"].astype(object)
    look = {code: position_code(book, code) for code in position.unique()}
    label = position.map(lambda code: look[code].label)
    speaker = _text(frame, "speaker")
    speaks_for = _others(frame, record)
    text = {name: _label_column(frame, name, book) for name in ("question", "mission", "format", "authority")}
    doubt = (frame["confidence"].astype(object) == LOW).map({True: DOUBT, False: ""})
    table = pd.DataFrame(
        {
            "id": frame["id"].astype(object).fillna(""),
            "day": frame["date"].dt.strftime("%Y-%m-%d").fillna(""),
            "date": frame["date"],
            "country": frame["entity"].astype(object).map(record.people.entity_name),
            "entity": frame["entity"].astype(object),
            "position": position.map(lambda code: f"{look[code].glyph} {look[code].label}"),
            "label": label,
            "sign": position.map(lambda code: look[code].glyph) + doubt,
            "rank": position.map(lambda code: look[code].rank),
            "speaker": speaker,
            "speaks_for": speaks_for,
            "told": [
                shown.format(position=what, speaker=who, by=by) if by else what
                for what, who, by in zip(label, speaker, speaks_for, strict=True)
            ],
            "office": frame["office"].astype(object).fillna(""),
            "said": [said(q, s) for q, s in zip(_text(frame, "quote"), _text(frame, "summary"), strict=True)],
            "summary": _text(frame, "summary"),
            **text,
            "phase": _label_column(frame, "phase", book),
            "kind": _kinds(frame, book),
            "conditions": [labels(book, "conditions", codes) for codes in _text(frame, "conditions")],
            "confidence": _label_column(frame, "confidence", book),
            "source": frame["source_publisher"].astype(object).fillna(""),
            "headline": _text(frame, "source_title"),
            "link": _text(frame, "source_url"),
            "note": _text(frame, "note"),
            "marks": _marks(frame, book),
        },
        index=frame.index,
    )
    if "age" in frame:
        table["age"] = frame["age"]
    return table


def _others(frame: pd.DataFrame, record: Record) -> pd.Series[str]:
    """For whom the speaker speaks, where that is not whose position it is."""
    by, about = _text(frame, "speaker_entity"), _text(frame, "entity")
    return by.map(record.people.entity_name).where((by != "") & (by != about), "")


def _kinds(frame: pd.DataFrame, codebook: Codebook) -> pd.Series[str]:
    """The kind of force: of a position its slot's, of a statement its mission's."""
    kind = {code.code: code.kind for code in codebook.codes["mission"]}
    codes = frame["kind"] if "kind" in frame else frame["mission"].astype(object).map(kind)
    return codes.map(lambda code: codebook.label("kind", code))


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
    return cast(list[dict[str, Any]], frame.to_dict("records"))


def _marks(frame: pd.DataFrame, codebook: Codebook) -> list[str]:
    """What a reader must know of each statement: second-hand, no quote, another language, day of publication."""
    columns = ("entity", "speaker_entity", "quote", "quote_language", "date_basis", "summary")
    found = []
    for entity, speaks_for, quote, language, basis, summary in zip(*(_text(frame, c) for c in columns), strict=True):
        marks = []
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


def _text(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    return frame[name].astype(object).fillna("")


def _label_column(frame: pd.DataFrame, name: str, codebook: Codebook) -> list[str]:
    known = {code.code: code.label for code in codebook.codes[name]}
    return [known.get(code, "") for code in frame[name]]
