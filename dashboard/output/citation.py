"""Stage output: how to cite the record, a view of it or one statement.

In: the record's edition, what is cited, its address and the day it was looked at; out: BibTeX, APA and a short
credit for media, each with the version. Names are kept whole: no first or last name is guessed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Edition, Record
from dashboard.output.columns import texts
from dashboard.output.direction import isolated
from dashboard.output.views import step_rule
from dashboard.positions.conditions import terms_met
from dashboard.positions.view import basis

TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    s: "\\" + s for s in "&%$#_{}"
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English, whatever the machine's locale: APA and the credit are English texts."""

NAMED = ("entity", "speaker", "phase", "since", "until", "words")
"""Parameters whose values say by themselves what they are of."""


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
    """The time that was searched: the days of the first and the last statement lie within it."""
    return f"Statements; searched: {edition.coverage_start} to {edition.coverage_end}"


def cite_dataset(edition: Edition, accessed: dt.date, url: str = "") -> Citation:
    """Cite the record as a whole: its version says which state is meant, its year when that came out."""
    return Citation(
        bibtex=_bibtex(f"{edition.name}-{edition.version}", edition.title, edition, url, accessed, _coverage(edition)),
        apa=_apa(edition.title, edition, url, accessed),
        credit=f"{edition.title}, version {edition.version} ({_day(accessed)})",
    )


def picked(record: Record, selection: Selection) -> list[str]:
    """What a selection picks, names for codes, a text for each parameter: "Poland, France", "Format: NATO"."""
    titles = {"group": "Group", "kind": "Kind of force"} | {one.name: one.label for one in record.codebook.fields}
    titles["source"] = titles["source_publisher"]
    named: dict[str, list[str]] = {}
    for parameter, value in selection.items():
        if parameter in ("since", "until"):
            text = f"{parameter} {_day(dt.date.fromisoformat(value))}"
        elif parameter == "words":
            text = isolated(f"“{value}”")
        elif parameter == "entity":
            text = record.people.entity_name(value)
        else:
            text = record.codebook.label(parameter, value)
        named.setdefault(parameter, []).append(text)
    titles |= dict.fromkeys(NAMED, "")
    return [": ".join(filter(None, (titles[parameter], ", ".join(values)))) for parameter, values in named.items()]


HEAD = "head"
"""The one rule that leaves statements out: whoever is silent under another has said nothing."""


def narrowed(record: Record, selection: Selection, rule: str) -> str:
    """What silence means where filters or the rule leave statements out; nothing where the codebook says it."""
    limits = [record.codebook.label("rule", rule).lower()] if rule == HEAD else []
    limits += picked(record, basis(selection))
    return texts().narrowed.format(limits="; ".join(limits)) if limits else ""


def describe(
    record: Record,
    selection: Selection,
    table: str = "statements",
    on: dt.date | None = None,
    rule: str = "latest",
    met: Iterable[str] = (),
) -> str:
    """What a view shows, in words: "Poland; After a ceasefire; positions on 4 September 2025, head only".

    `table` is what it shows of the selection, as `exports.json` names it (`citing`): statements have no day or rule,
    pairs of officials and claims no rule.
    `met` are the terms ticked, for outcomes.
    """
    book = record.codebook
    said = picked(record, selection)
    form = texts().citing.get(table)
    if form and on:
        held = terms_met(met)
        terms = ", ".join(code.label for code in book.codes["conditions"] if code.code in held)
        followed = step_rule(rule) if table == "changes" else rule
        rule = book.label("rule", followed).lower()
        said.append(form.format(day=_day(on), rule=rule, terms=terms or texts().citing["no_terms"]))
    return "; ".join(said) or texts().citing["everything"]


def cite_view(record: Record, view: str, accessed: dt.date, url: str = "") -> Citation:
    """Cite what a view shows: the record, and what of it (as `describe` says it)."""
    edition = record.edition
    title = f"{edition.title}: {view}"
    return Citation(
        bibtex=_bibtex(f"{edition.name}-{edition.version}-view", title, edition, url, accessed, _coverage(edition)),
        apa=_apa(title, edition, url, accessed),
        credit=f"{edition.title}, version {edition.version}: {view} (seen {_day(accessed)})",
    )


def _speaker(statement: Mapping[str, Any], record: Record) -> str:
    """Who speaks, in which office, for whom: an institution's name says its office."""
    name, own = str(statement["speaker"]), record.people.entity_name(str(statement["speaker_entity"]))
    return f"{name} ({own})" if name in record.people.institution_by_name else f"{name} ({statement['office']}, {own})"


def _claim(statement: Mapping[str, Any], record: Record) -> str:
    """What a statement is where an official of another speaks of the entity: no position of its own."""
    if statement["speaker_entity"] == statement["entity"]:
        return ""
    return texts().claim.cited.format(about=record.people.entity_name(str(statement["entity"])))


def cite_statement(statement: Mapping[str, Any], record: Record, accessed: dt.date, url: str = "") -> Citation:
    """Cite one statement: who, for whom, about whom where that is another, when, the outlet, and the version.

    `statement` is a row of the frame: a mapping with the codebook's fields.
    """
    edition, book = record.edition, record.codebook
    said = statement["date"]
    day = _day(said if isinstance(said, dt.date) else dt.date.fromisoformat(str(said)))
    day += "" if statement["date_basis"] == "said" else " (day of publication)"
    kind = book.code("mission", str(statement["mission"])).kind
    limits = [book.label("phase", str(statement["phase"])), book.label("kind", kind)]
    label = f"{book.label('position', str(statement['position']))} ({', '.join(limits).lower()})"
    who = ", ".join(filter(None, (_speaker(statement, record), _claim(statement, record), day)))
    title = f"{who}: {label}"
    source = " ".join(filter(None, (f"Source: {statement['source_publisher']}.", str(statement["source_url"]))))
    part = f"{title} [Statement {statement['id']}]"
    return Citation(
        bibtex=_bibtex(str(statement["id"]), title, edition, url, accessed, f"Statement {statement['id']}. {source}"),
        apa=_apa(part, edition, url, accessed, edition.title),
        credit=f"{who}, via {statement['source_publisher']}; {edition.title}, version {edition.version}",
    )


def error_report(statement: Mapping[str, Any], record: Record, url: str = "") -> tuple[str, str]:
    """Subject and text of a reader's report of an error, with what is known of the statement filled in."""
    said = statement["date"]
    known = {
        "id": str(statement["id"]),
        "version": record.edition.version,
        "who": _speaker(statement, record),
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
