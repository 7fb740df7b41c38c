"""Stage output: how to cite the record, a view of it or one statement.

In: the record's edition, what is cited, its address and the day it was looked at; out: BibTeX, APA and a short
credit for media, each with the version. Names are kept whole: no first or last name is guessed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Edition, Record
from dashboard.output.columns import texts

TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    s: "\\" + s for s in "&%$#_{}"
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English, whatever the machine's locale: APA and the credit are English texts."""


@dataclass(frozen=True)
class Citation:
    """The three forms."""

    bibtex: str
    apa: str
    credit: str


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in text)


def _url(address: str) -> str:
    """An address as BibTeX can hold it: braces and backslashes would end the field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "-", plain).strip("-")


def _bibtex(key: str, title: str, edition: Edition, url: str, accessed: dt.date, note: str) -> str:
    fields = {
        "author": "{" + _tex(texts().author) + "}",
        "title": "{" + _tex(title) + "}",
        "year": str(edition.released.year),
        "version": edition.version,
        "note": _tex(note),
        "url": _url(url),
        "urldate": accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(key)},\n" + ",\n".join(lines) + "\n}\n"


def _apa(title: str, edition: Edition, url: str, accessed: dt.date, inside: str = "") -> str:
    where = f"{title}. In {inside}" if inside else title
    seen = f"{MONTHS[accessed.month - 1]} {accessed.day}, {accessed.year}"
    got = f" Retrieved {seen}, from {url}" if url else f" Retrieved {seen}."
    return f"{texts().author}. ({edition.released.year}). {where} (Version {edition.version}) [Data set].{got}"


def _coverage(edition: Edition) -> str:
    return f"Statements of {edition.coverage_start} to {edition.coverage_end}"


def cite_dataset(edition: Edition, accessed: dt.date, url: str = "") -> Citation:
    """Cite the record as a whole: its version says which state is meant, its year when that came out."""
    return Citation(
        bibtex=_bibtex(f"{edition.name}-{edition.version}", edition.title, edition, url, accessed, _coverage(edition)),
        apa=_apa(edition.title, edition, url, accessed),
        credit=f"{edition.title}, version {edition.version} ({_day(accessed)})",
    )


def describe(selection: Selection) -> str:
    """A selection in words: `entity POL, FRA; phase ceasefire`."""
    named: dict[str, list[str]] = {}
    for name, value in selection.items():
        named.setdefault(name, []).append(value)
    return "; ".join(f"{name} {', '.join(values)}" for name, values in named.items()) or "all statements"


def cite_view(edition: Edition, selection: Selection, accessed: dt.date, url: str = "") -> Citation:
    """Cite what a selection shows: the record, and what was picked of it."""
    picked = describe(selection)
    title = f"{edition.title}: {picked}"
    return Citation(
        bibtex=_bibtex(f"{edition.name}-{edition.version}-view", title, edition, url, accessed, _coverage(edition)),
        apa=_apa(title, edition, url, accessed),
        credit=f"{edition.title}, version {edition.version}, {picked} ({_day(accessed)})",
    )


def cite_statement(statement: Mapping[str, Any], record: Record, accessed: dt.date, url: str = "") -> Citation:
    """Cite one statement: who, for whom, when, the outlet it was read in, and the version that codes it so.

    `statement` is a row of the frame: a mapping with the codebook's fields.
    """
    edition, people = record.edition, record.people
    said = statement["date"]
    day = _day(said if isinstance(said, dt.date) else dt.date.fromisoformat(str(said)))
    label = record.codebook.label("position", str(statement["position"]))
    who = f"{statement['speaker']} ({statement['office']})"
    about = people.entity_name(str(statement["entity"]))
    title = f"{who} on {about}, {day}: {label}"
    source = " ".join(filter(None, (f"Source: {statement['source_publisher']}.", str(statement["source_url"]))))
    part = f"{title} [Statement {statement['id']}]"
    return Citation(
        bibtex=_bibtex(str(statement["id"]), title, edition, url, accessed, f"Statement {statement['id']}. {source}"),
        apa=_apa(part, edition, url, accessed, edition.title),
        credit=f"{who}, {day}, via {statement['source_publisher']}; {edition.title}, version {edition.version}",
    )


def error_report(statement: Mapping[str, Any], record: Record, url: str = "") -> tuple[str, str]:
    """Subject and text of a reader's report of an error, with what is known of the statement filled in."""
    said = statement["date"]
    known = {
        "id": str(statement["id"]),
        "version": record.edition.version,
        "who": f"{statement['speaker']} ({statement['office']})",
        "day": _day(said if isinstance(said, dt.date) else dt.date.fromisoformat(str(said))),
        "about": record.people.entity_name(str(statement["entity"])),
        "url": url,
    }
    about = texts().report
    return about.subject.format_map(known), about.body.format_map(known)


def citation_file(edition: Edition) -> str:
    """CITATION.cff (format 1.2.0) of the record; strings are written as JSON, which YAML reads."""
    lines = {
        "cff-version": "1.2.0",
        "message": texts().message,
        "type": "dataset",
        "title": edition.title,
        "version": edition.version,
        "date-released": edition.released.isoformat(),
    }
    body = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
    return body + f"authors:\n  - name: {json.dumps(texts().author, ensure_ascii=False)}\n"
