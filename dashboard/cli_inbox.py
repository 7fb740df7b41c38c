"""Face: the commands that fill the inbox and look into it. In: words typed in a shell; out: the queue on stdout.

`add` takes in, `list` and `show` look, `export` gives all decisions; what decides is in `cli_inbox_decide`.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from dashboard import cli_inbox_decide, inbox_sources
from dashboard.cli import PROBLEMS, WRONG_USE, FolderOption, TableFormat, a_day, an_address, open_record, put, say, stop
from dashboard.cli_inbox_tools import (
    FormatOption,
    IdArgument,
    ReviewerOption,
    StateOption,
    login,
    now,
    open_inbox,
    printable,
    told,
    write_table,
)
from dashboard.dataset.files import DATA
from dashboard.dataset.problems import DataError
from dashboard.parsing.admission import Given, articles
from dashboard.parsing.article import Article, Quarantined
from dashboard.review import evidence
from dashboard.review.compose import compose, merged
from dashboard.review.errors import ReviewError
from dashboard.review.feed import entries, is_feed
from dashboard.review.fetch import PRIVATE_VARIABLE, Limits, fetch
from dashboard.review.inbox import STATE, Inbox, Order
from dashboard.review.model import Candidate
from dashboard.review.speakers import propose_speaker

CONTEXT_CHARACTERS = 300
LISTED = ("date", "entity", "speaker", "position", "phase", "confidence")

app = typer.Typer(help="Review what the parser proposes: from an article to the record, with a human in between.")


class Wanted(StrEnum):
    """Which candidates `list` gives."""

    open = "open"
    accepted = "accepted"
    rejected = "rejected"
    superseded = "superseded"
    all = "all"


class Ordering(StrEnum):
    """In which order `list` gives them."""

    article = "article"
    confidence = "confidence"


@app.command("add")
def add(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Articles (.txt .html .jsonl .warc.gz), sheets (.csv), addresses, -."),
    ],
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
    published: Annotated[str | None, typer.Option(help="Day of publication, where an article gives none.")] = None,
    source_url: Annotated[str, typer.Option(help="Address of the article, where it gives none.")] = "",
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            envvar=PRIVATE_VARIABLE,
            help="Also fetch from addresses that are not on the open internet.",
        ),
    ] = False,
) -> None:
    """Take in articles, pages, feeds and sheets; print the ids of what is queued. Exit 1 if any failed."""
    missing = [name for name in inputs if not _is_address(name) and name != "-" and not Path(name).exists()]
    if missing:
        stop(f"{', '.join(missing)}: not there; give files, folders, http(s) addresses, or -", WRONG_USE)
    given = Given(a_day(published) if published is not None else None, an_address(source_url))
    inbox, by = open_inbox(state, data), reviewer or login()
    failed = 0
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        for name in progress.track(inputs, description="Taking in"):
            for arrival in _arrivals(inbox, name, data, by, given, Limits(private=allow_private)):
                progress.console.print(
                    printable(f"{arrival.source}: {arrival.said}"), markup=False, highlight=False, soft_wrap=True
                )
                failed += arrival.intake is None
                for candidate_id in arrival.intake.candidates if arrival.intake else ():
                    put(candidate_id)
    raise typer.Exit(PROBLEMS if failed else 0)


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _arrivals(
    inbox: Inbox, name: str, data: Path, by: str, given: Given, limits: Limits
) -> Iterator[inbox_sources.Arrival]:
    """What becomes of one input; whatever stands in the way is an arrival that failed."""
    try:
        if _is_address(name):
            page = fetch(name, limits)
            if is_feed(page):
                yield from inbox_sources.take_entries(inbox, entries(page), by=by, now=now(), limits=limits)
            else:
                yield from inbox_sources.take_address(inbox, page, by=by, now=now(), published=given.published)
        elif name.lower().endswith(".csv") and not Path(name).is_dir():
            record = open_record(data)
            yield inbox_sources.take_sheet(inbox, record, name, Path(name).read_bytes(), by=by, now=now())
        else:
            found: Iterator[Article | Quarantined] = articles([name], given, sys.stdin.buffer)
            yield from inbox_sources.take_in(inbox, found, how="file", by=by, now=now())
    except (ReviewError, DataError, OSError, sqlite3.Error) as error:
        yield inbox_sources.Arrival(name, None, str(error))


def _row(inbox: Inbox, candidate: Candidate) -> dict[str, Any]:
    article = inbox.article(candidate.article_id)
    return {
        "id": candidate.id,
        "state": candidate.state,
        **{name: candidate.proposed.get(name, "") for name in LISTED},
        "score": candidate.score,
        "words": candidate.proposed.get("quote") or candidate.proposed.get("summary", ""),
        "article": article.title or article.given_id,
        "article_id": article.id,
    }


@app.command("list")
def list_queue(
    state: StateOption = STATE,
    data: FolderOption = DATA,
    only: Annotated[Wanted, typer.Option("--only", help="Which proposals.")] = Wanted.open,
    order: Annotated[Ordering, typer.Option("--order", help="As in the articles, or the surest first.")] = (
        Ordering.article
    ),
    form: FormatOption = TableFormat.csv,
) -> None:
    """Print the queue: a proposal a line, with its id, who is said to have said what, and its article."""
    inbox = open_inbox(state, data)
    states = ("open", "accepting", "accepted", "rejected", "superseded") if only is Wanted.all else (only.value,)
    by: Order = "article" if order is Ordering.article else "confidence"
    rows = [_row(inbox, candidate) for candidate in inbox.candidates(states=states, order=by)]
    columns = ("id", "state", *LISTED, "score", "words", "article", "article_id")
    write_table(rows, columns, form)
    say(f"{len(rows)} proposal{'' if len(rows) == 1 else 's'}")


@app.command("show")
def show(name: IdArgument, state: StateOption = STATE, data: FolderOption = DATA) -> None:
    """Print one proposal: its fields, its passage, whether the quote stands there, what the record has already."""
    record = open_record(data)
    inbox = open_inbox(state, data, record.codebook)

    def act() -> None:
        candidate = inbox.candidate(name)
        text = inbox.text_of(candidate)
        values = merged(candidate, {}, record.codebook.columns)
        draft = compose(candidate, record, text=text, reviewer=login(), today=now().date())
        found = evidence.verbatim(values["quote"], text)
        quote = "none" if not values["quote"] else _standing(found)
        lines = [f"{field}: {value}" for field, value in values.items() if value]
        lines += [f"rules: {' '.join(candidate.rules)}", f"score: {candidate.score}", f"state: {candidate.state}"]
        lines += [f"quote: {quote}", "", _passage(text, candidate), ""]
        lines += [
            f"in the record: {one.statement['id']} ({one.likeness:.0f} % alike, {one.days} days apart): "
            f"{one.statement['quote'] or one.statement['summary']}"
            for one in evidence.similar(values, record.frame)
        ]
        lines += [f"in the way: {problem}" for problem in draft.problems]
        row = propose_speaker(values, record.people)
        lines += [f"new speaker: {json.dumps(row, ensure_ascii=False)}"] if row else []
        lines += [
            f"decided: {d.action} by {d.reviewer}, {d.decided_at} {d.reason}" for d in inbox.decisions(candidate.id)
        ]
        put(printable("\n".join(lines)))

    raise typer.Exit(0 if told(act) else PROBLEMS)


def _standing(quote: evidence.Verbatim) -> str:
    if not quote.exact:
        return "NOT in the article"
    return "its parts stand in the article: read what is left out or put in" if quote.gaps else "stands in the article"


def _passage(text: str, candidate: Candidate) -> str:
    """The evidence between » and «, with what stands around it."""
    start, end = candidate.spans.get("evidence", (0, min(len(text), CONTEXT_CHARACTERS)))
    before, after = text[max(0, start - CONTEXT_CHARACTERS) : start], text[end : end + CONTEXT_CHARACTERS]
    return f"{before}»{text[start:end]}«{after}"


@app.command("export")
def export(state: StateOption = STATE, data: FolderOption = DATA, form: FormatOption = TableFormat.json) -> None:
    """Print every decision, oldest first: who, when, why, the machine's version and the human one."""
    rows = [asdict(decision) for decision in open_inbox(state, data).decisions()]
    if form is TableFormat.csv:
        nested = ("machine", "human", "speaker")
        rows = [row | {name: json.dumps(row[name], ensure_ascii=False) for name in nested} for row in rows]
    columns = (
        "seq",
        "candidate_id",
        "action",
        "reviewer",
        "decided_at",
        "reason",
        "statement_id",
        "machine",
        "human",
        "speaker",
    )
    write_table(rows, columns, form)


def register(parent: typer.Typer) -> None:
    """Add the group of commands to the command line."""
    cli_inbox_decide.register(app)
    parent.add_typer(app, name="inbox")
