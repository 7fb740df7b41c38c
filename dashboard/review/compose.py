"""Stage 2, review: the statement that a decision would put into the record.

In: a candidate, its text, what a person changed in it, and the record; out: the statement with its id and trace, or
every problem with it. Nothing is written: the page shows the same problems that `decide` would stop at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.dataset.people import People
from dashboard.dataset.problems import Problem
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import Statement, read_statement
from dashboard.dataset.store import Record
from dashboard.dataset.values import visible
from dashboard.review import evidence
from dashboard.review.model import Candidate
from dashboard.review.speakers import short_name, speaker_problems, with_speaker

GIVEN = ("id", "origin")
"""Fields that nobody edits: the record gives them."""
VERBATIM = "words that stand in the article, with … for what is left out and [ ] around what is put in; or none"


@dataclass(frozen=True)
class Draft:
    """A statement ready to be written, or None with all its problems; `context` has the new speaker in it."""

    statement: Statement | None
    problems: tuple[Problem, ...]
    context: Context


def free_statement_id(values: Mapping[str, str], people: People, taken: Iterable[str]) -> str:
    """The next free id for a statement: day, entity, the speaker's short name, a number from 1."""
    used = frozenset(taken)
    base = "-".join((values["date"], values["entity"].lower(), short_name(values["speaker"], people)))
    return next(name for n in range(1, len(used) + 2) if (name := f"{base}-{n}") not in used)


def merged(candidate: Candidate, values: Mapping[str, str], columns: Iterable[str]) -> dict[str, str]:
    """The fields of the proposal with a person's changes, in the codebook's order.

    Signs that nobody sees, as a copied page has them, do not come along: who could take them out?
    """
    return {name: visible(values.get(name, candidate.proposed.get(name, ""))) for name in columns}


def compose(
    candidate: Candidate,
    record: Record,
    *,
    text: str,
    reviewer: str,
    today: dt.date,
    values: Mapping[str, str] | None = None,
    speaker: Mapping[str, str] | None = None,
    taken: Iterable[str] = (),
) -> Draft:
    """Make the statement of a candidate: `values` are the fields a person changed, `speaker` a row to be added.

    `text` is the one in which the candidate was found: a quote that does not stand there is a problem, unless the
    candidate came from a sheet, whose words nobody but a person can hold against the source.
    `taken` are ids that may not be used although the record does not have them (given before, and undone since).
    """
    changes = dict(values or {})
    columns, file = record.codebook.columns, "candidate " + candidate.id
    problems = [
        Problem(file, "", name, changes[name], "a field of the codebook that is not given by the record")
        for name in changes
        if name not in columns or name in GIVEN
    ]
    people = record.people
    if speaker is not None:
        problems += speaker_problems(speaker, people, record.codebook)
        people = people if problems else with_speaker(people, speaker)
    context = Context(record.codebook, people)
    fields = merged(candidate, changes, columns)
    free = free_statement_id(fields, people, {*record.frame["id"], *taken})
    fields |= {"id": free, "origin": candidate.origin}
    trace = _trace(candidate, columns, reviewer, today) if candidate.origin == "parsed" else {}
    statement, found = read_statement({**fields, **trace}, context, file)
    others = [problem for problem in found if problem.field != "id"]
    problems += others or found
    if candidate.origin == "parsed" and fields["quote"] and not evidence.verbatim(fields["quote"], text).exact:
        problems.append(Problem(file, "", "quote", fields["quote"], VERBATIM))
    if statement and statement.date > today:
        problems.append(Problem(file, statement.id, "date", str(statement.date), f"{today} or earlier"))
    return Draft(None if problems else statement, tuple(problems), context)


def _trace(candidate: Candidate, columns: Iterable[str], reviewer: str, today: dt.date) -> dict[str, object]:
    proposed = {name: candidate.proposed.get(name, "") for name in columns if name not in GIVEN}
    return {
        "trace": {
            "article_id": candidate.article_id,
            "evidence": candidate.evidence,
            "rules": candidate.rules,
            "proposed": proposed,
            "reviewer": reviewer,
            "decided_on": today.isoformat(),
        }
    }
