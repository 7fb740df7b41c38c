"""Benchmark: how fast the parser is and what memory it needs. `python -m benchmarks.speed --help`.

In: the gold texts (invented); out: a table of speeds by processor time of one process (other work on the machine does
not count), and a table of direct quotations beside textacy's, the task that both have, on the same general news.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.gold import ROOT, SETS, Attribution, Item, Report, articles, reports
from benchmarks.quotes import attribution, compare
from benchmarks.tables import Table, share, show
from dashboard.parsing.admission import Given
from dashboard.parsing.article import Article
from dashboard.parsing.intake import inputs
from dashboard.parsing.run import Job, Row, run

OFF_TOPIC = 20_000
"""Articles that the gate is tried with."""
ON_TOPIC = ("dev", "own")


def words(texts: Sequence[Item | Report]) -> int:
    """Words, parted by white space."""
    return sum(len(text.text.split()) for text in texts)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the better of two runs: the first one also warms the caches."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def statements_of(items: Sequence[Item]) -> Callable[[], object]:
    """Reading articles on the topic, all of the way to candidates."""
    from dashboard.parsing.results import statements

    read = [Article(id=item.id, text=item.text, published=date.fromisoformat(item.published)) for item in items]
    return lambda: [statements(article, ()) for article in read]


def rules_alone(items: Sequence[Item]) -> Callable[[], object]:
    """The same without the judge: what the rules alone would propose."""
    from benchmarks.reach import reading_of
    from dashboard.parsing.candidates import candidate_of, drafts_of
    from dashboard.parsing.merge import merged
    from dashboard.parsing.utterances import Text

    def work() -> None:
        for item in items:
            reading = reading_of(item)
            for draft in merged(drafts_of(Text(reading))):
                candidate_of(reading, draft)

    return work


def model_alone(items: Sequence[Item]) -> Callable[[], object]:
    """spaCy's tags and dependencies alone, of the same articles, line by line."""
    from dashboard.parsing.model import parse_texts

    return lambda: [list(parse_texts(filter(None, item.text.split("\n")))) for item in items]


def gate(folder: Path) -> tuple[float, int]:
    """Articles a second that are off topic, from the lines of a file on; and their length in characters."""
    pool = [text.text for name in SETS for text in reports(name)]
    text = "\n\n".join(pool[:3])
    source = folder / "off-topic.jsonl"
    lines = [json.dumps({"id": str(n), "text": f"{text} {n}", "published": "2025-01-01"}) for n in range(OFF_TOPIC)]
    source.write_text("\n".join(lines), encoding="utf-8")
    job = Job("statements", Given(), ())

    def work() -> None:
        done = list(run(job, inputs([str(source)], sys.stdin.buffer)))
        assert len(done) == OFF_TOPIC
        assert not any(one.article or one.left for one in done), "these texts are on the topic"

    return OFF_TOPIC / seconds(work), len(text)


def command(source: Path) -> tuple[float, float]:
    """Processor time in seconds and peak memory in MB of `parse` as a command of its own."""
    arguments = [sys.executable, "-m", "dashboard", "parse", str(source)]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"`parse` ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def speed_table() -> Table:
    """What the goals are about, one row each."""
    items = [item for name in ON_TOPIC for item in articles(name)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, many = folder / "one.jsonl", folder / "many.jsonl"
        one.write_text(items[0].line + "\n", encoding="utf-8")
        many.write_text("".join(f"{item.line}\n" for item in items * 5), encoding="utf-8")
        per_second, length = gate(folder)
        rows = [
            ["words/s, articles on the topic", f"{words(items) / seconds(statements_of(items)):,.0f}", "≥ 5,000"],
            ["words/s, the same without the judge", f"{words(items) / seconds(rules_alone(items)):,.0f}", "–"],
            ["words/s, spaCy's model alone", f"{words(items) / seconds(model_alone(items)):,.0f}", "–"],
            [f"articles/s, off topic ({length:,} characters)", f"{per_second:,.0f}", "≥ 20,000"],
            ["seconds to start and read one article", f"{command(one)[0]:.1f}", "–"],
            [f"peak memory, MB ({5 * words(items):,} words)", f"{command(many)[1]:.0f}", "≤ 500"],
        ]
    return Table("Speed and memory, one process", ("", "measured", "goal"), rows)


def _ours(texts: Sequence[Report]) -> dict[str, list[Attribution]]:
    from dashboard.parsing.results import attributions

    found: dict[str, list[Row]] = {text.id: attributions(Article(id=text.id, text=text.text))[0] for text in texts}
    return {name: [attribution(row) for row in rows] for name, rows in found.items()}


def quotes_table(texts: Sequence[Report]) -> Table:
    """Direct quotations with the right source, ours and textacy's; without textacy only ours, and a word on it."""
    finders: dict[str, Callable[[], dict[str, list[Attribution]]]] = {"this parser": lambda: _ours(texts)}
    try:
        from benchmarks.textacy_quotes import direct_quotations

        direct_quotations(texts[:1])
        finders["textacy"] = lambda: direct_quotations(texts)
    except ImportError:
        typer.echo("textacy is not installed (pip install '.[benchmark]'): it is left out", err=True)
    rows = []
    for name, find in finders.items():
        found = find()
        outcomes = [compare(text.attributions, found[text.id]) for text in texts]
        direct, right = (sum(getattr(o, key) for o in outcomes) for key in ("direct", "direct_right"))
        both = [sum(getattr(o.both, key) for o in outcomes) for key in ("right", "wrong", "missed")]
        f1 = share(2 * both[0], 2 * both[0] + both[1] + both[2])
        rows.append([name, str(direct), share(right, direct), f1, f"{words(texts) / seconds(find):,.0f}"])
    head = ("", "direct quotes", "found, right source", "content + source F1", "words/s")
    return Table("Quotations in general news, own and held sets", head, rows)


def main(markdown: Annotated[bool, typer.Option(help="Tables in Markdown.")] = False) -> None:
    """Measure speed and memory, and quotations beside textacy's."""
    texts = [text for name in ("own", "held") for text in reports(name)]
    show([speed_table(), quotes_table(texts)], markdown=markdown)


if __name__ == "__main__":
    typer.run(main)
