"""Benchmark: how much of the gold texts the parser gets right. `python -m benchmarks.accuracy --help`.

In: a gold set and the parser's command line; out: tables of precision, recall and F1 (lenient and strict), what is
right in phase, mission and day, precision per confidence, results by genre and phenomenon, and attributions.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import record
from benchmarks.gold import MEASURING, ROOT, WORKERS, Item, Report, Row, articles, contrast, reports
from benchmarks.match import Tally, agreement, interval, rates, tally
from benchmarks.quotes import Outcome, attribution, compare
from benchmarks.tables import Table, share, show

BANDS = ("high", "medium", "low")


class Name(StrEnum):
    """A gold set."""

    DEV = "dev"
    OWN = "own"
    HELD = "held"
    SPARE = "spare"
    FRESH = "fresh"


def run(command: str, texts: Sequence[Item | Report]) -> dict[str, list[Row]]:
    """What `python -m dashboard parse|attributions` prints for the texts, by article id. Exits where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.jsonl"
        source.write_text("".join(f"{text.line}\n" for text in texts), encoding="utf-8")
        arguments = [sys.executable, "-m", "dashboard", command, str(source), "--workers", str(WORKERS)]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"`{command}` ended with {done.returncode}: {done.stderr[-800:]}")
    found: dict[str, list[Row]] = defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        found[row["article_id"]].append(row)
    return found


def summary(name: str, tallies: Sequence[Tally], strict: Sequence[Tally]) -> list[str]:
    """The row of one kind of text: counts, P, R, F1 with its interval, strict F1, texts wholly right."""
    all_of, low_high = rates(tallies), interval(tallies)
    figures = (all_of.precision, all_of.recall, all_of.f1)
    return [
        name,
        str(len(tallies)),
        *(str(n) for n in (all_of.right, all_of.wrong, all_of.missed)),
        *(f"{figure:.3f}" for figure in figures),
        f"{low_high[0]:.2f}–{low_high[1]:.2f}",
        f"{rates(strict).f1:.3f}",
        share(sum(t.exact for t in tallies), len(tallies)),
    ]


def details(name: str, tallies: Sequence[Tally]) -> list[str]:
    """The row of what is right beyond the position, among the statements found."""
    pairs = [pair for t in tallies for pair in t.right]
    missions = ([gold["mission"], *gold.get("mission_also", ())] for gold, _ in pairs)
    right = [
        sum(gold["phase"] == found.get("phase") for gold, found in pairs),
        sum(found.get("mission") in allowed for allowed, (_, found) in zip(missions, pairs, strict=True)),
        sum(gold.get("date") == found.get("date") for gold, found in pairs),
    ]
    days = "–" if any("date" not in gold for gold, _ in pairs) else share(right[2], len(pairs))
    return [name, str(len(pairs)), share(right[0], len(pairs)), share(right[1], len(pairs)), days]


def calibration(name: str, tallies: Sequence[Tally]) -> list[list[str]]:
    """A row for each confidence: how many candidates counted, how many of them are right, their share of all right."""
    every = sum(len(t.right) for t in tallies)
    rows = []
    for band in BANDS:
        right = sum(found.get("confidence") == band for t in tallies for _, found in t.right)
        wrong = sum(found.get("confidence") == band for t in tallies for found in t.wrong)
        rows.append([f"{name}, {band}", str(right + wrong), share(right, right + wrong), share(right, every)])
    return rows


def by_tag(items: Sequence[Item], tallies: Sequence[Tally]) -> list[list[str]]:
    """A row for each genre or phenomenon, the weakest first."""
    groups: dict[str, list[Tally]] = defaultdict(list)
    for item, result in zip(items, tallies, strict=True):
        groups[item.tag].append(result)
    rows = []
    for tag, some in sorted(groups.items(), key=lambda group: (rates(group[1]).f1, group[0])):
        all_of = rates(some)
        figures = (f"{figure:.2f}" for figure in (all_of.precision, all_of.recall, all_of.f1))
        rows.append([tag, str(len(some)), *figures, share(sum(t.exact for t in some), len(some))])
    return rows


def misses(items: Sequence[Item], tallies: Sequence[Tally]) -> list[str]:
    """A line for each statement missed and each candidate in error."""
    fields = ("speaker", "entity", "question", "position", "confidence")
    lines = []
    for item, result in zip(items, tallies, strict=True):
        rows = [("MISSED", row) for row in result.missed] + [("WRONG", row) for row in result.wrong]
        for kind, row in rows:
            what = " ".join(str(row[name]) for name in fields if name in row)
            lines.append(f"{kind:6} {item.id} [{item.tag}] {what} :: {row.get('evidence', item.text)[:160]!r}")
    return lines


def quoted(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """The rows of attributions: content and source, content alone, direct quotes."""
    rows = []
    for name, some in (("content + source", [o.both for o in outcomes]), ("content", [o.content for o in outcomes])):
        right, wrong, missed = (sum(getattr(rate, key) for rate in some) for key in ("right", "wrong", "missed"))
        f1 = share(2 * right, 2 * right + wrong + missed)
        rows.append([name, str(right + missed), share(right, right + wrong), share(right, right + missed), f1])
    direct, found, right = (
        sum(getattr(o, key) for o in outcomes) for key in ("direct", "direct_found", "direct_right")
    )
    rows.append(["direct quotes, right source", str(direct), share(right, found), share(right, direct), "–"])
    return rows


def statement_tables(name: str, *, plain: bool, phenomena: bool) -> tuple[list[Table], list[str]]:
    """The tables of a set's articles and contrast sentences, and the lines of what went wrong."""
    lenient, strictly = (agreement(strict=strict, aliases=not plain) for strict in (False, True))
    sums, rest, bands, lines, tags = [], [], [], [], []
    for kind, items in (("articles", articles(name)), ("contrast", contrast(name))):
        found = run("parse", items)
        tallies = [tally(item, found[item.id], lenient) for item in items]
        strict = [tally(item, found[item.id], strictly) for item in items]
        sums.append(summary(kind, tallies, strict))
        rest.append(details(kind, tallies))
        bands += calibration(kind, tallies)
        lines += misses(items, tallies)
        if kind == "articles" or phenomena:
            title = "By genre" if kind == "articles" else "By phenomenon"
            tags.append(
                Table(f"{title}, {name}", ("", "texts", "P", "R", "F1", "wholly right"), by_tag(items, tallies))
            )
    head = ("", "texts", "right", "wrong", "missed", "P", "R", "F1", "95%", "strict F1", "wholly right")
    tables = [
        Table(f"Statements, {name}", head, sums),
        Table(f"Right among the statements found, {name}", ("", "found", "phase", "mission", "day"), rest),
        Table(f"Precision by confidence, {name}", ("", "candidates", "precision", "share of all right"), bands),
        *tags,
    ]
    return tables, lines


def attribution_table(name: str) -> Table:
    """The table of a set's attributions in general news."""
    texts = reports(name)
    found = run("attributions", texts) if texts else {}
    outcomes = [compare(text.attributions, [attribution(row) for row in found[text.id]]) for text in texts]
    head = ("", "annotated", "P", "R", "F1")
    return Table(f"Attributions in general news, {name}", head, quoted(outcomes) if outcomes else [])


def measure(name: str, *, plain: bool, phenomena: bool) -> tuple[list[Table], list[str]]:
    """All tables of a set, and the lines of what went wrong."""
    tables, lines = statement_tables(name, plain=plain, phenomena=phenomena)
    return [*tables, attribution_table(name)], lines


def main(
    name: Annotated[
        Name, typer.Option("--set", help="Which gold set; `held` and `spare` are for measuring only.")
    ] = Name.DEV,
    phenomena: Annotated[bool, typer.Option(help="Results for each phenomenon of the contrast sentences.")] = False,
    show_misses: Annotated[bool, typer.Option("--misses", help="Every statement missed or in error.")] = False,
    markdown: Annotated[bool, typer.Option(help="Tables in Markdown.")] = False,
    plain_names: Annotated[bool, typer.Option(help="Compare names as written, without the listed aliases.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Measure all sets for data/measured.json and the docs.")
    ] = False,
) -> None:
    """Score the parser on a gold set of invented texts."""
    if write:
        sets = {each: measure(each, plain=False, phenomena=False)[0] for each in ("held", "spare", "own", "dev")}
        record.write(sets, dt.date.today())
        return
    if show_misses and name in MEASURING:
        raise typer.BadParameter(f"{name} is for measuring only: its misses are not shown", param_hint="--misses")
    tables, lines = measure(name, plain=plain_names, phenomena=phenomena)
    show(tables, markdown=markdown)
    if show_misses:
        print("\n".join(lines))


if __name__ == "__main__":
    typer.run(main)
