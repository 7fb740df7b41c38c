"""Benchmark of the parser: the gold texts of `tests/gold` (all invented), read as items to score.

In: the name of a set; out: articles and contrast sentences with the statements expected of them, and general
news with its attributions. Format and rules: `tests/gold/README.md`.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.dataset.people import load_people
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import Statement
from dashboard.dataset.store import read_statements, statement_files

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SETS = ("dev", "own", "held", "spare", "fresh")
"""`spare`: the training texts that are kept from the judge; `fresh`: texts in short form by other hands."""

WORKERS = min(8, os.cpu_count() or 1)
"""Processes that read the texts of a set: as many as there are processors, and each takes half a gigabyte."""

MEASURING = ("held", "spare")
"""Sets whose misses nobody is shown: rules are not written from them."""

Span = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A text with the statements expected of it; `tag` is its genre, or the phenomenon of a contrast sentence."""

    id: str
    text: str
    published: str
    tag: str
    expected: tuple[Row, ...]

    @property
    def line(self) -> str:
        """The text as a line of the parser's input."""
        return json.dumps({"id": self.id, "text": self.text, "published": self.published}, ensure_ascii=False)


@dataclass(frozen=True)
class Attribution:
    """Who (`source`, None where unnamed) is said to have uttered what (`content`), as spans of characters."""

    source: Span | None
    content: tuple[Span, ...]
    direct: bool = False


@dataclass(frozen=True)
class Report:
    """A general-news text with all its attributions."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]

    @property
    def line(self) -> str:
        """The text as a line of the command's input; the day plays no part in attributions."""
        return json.dumps({"id": self.id, "text": self.text, "published": "2025-01-01"}, ensure_ascii=False)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def articles(name: str) -> list[Item]:
    """The articles of a set, by file name."""
    if name == "spare":
        return [item for item in training_articles() if spared(item)]
    if name == "fresh":
        return training_articles(name)
    items = []
    for path in sorted((GOLD / name / "articles").glob("*.json")):
        gold = json.loads(_read(path))
        text = _read(path.with_suffix(".txt"))
        items.append(Item(path.stem, text, gold["published"], gold["genre"], tuple(gold["statements"])))
    return items


def contrast(name: str) -> list[Item]:
    """The contrast sentences of a set; everything expected of them is required."""
    if name == "spare":
        return [item for item in training_contrast() if spared(item)]
    if name == "fresh":
        return training_contrast(name)
    rows = [json.loads(line) for line in _read(GOLD / name / "contrast.jsonl").splitlines() if line.strip()]
    return [Item(r["id"], r["text"], r["published"], r["phenomenon"], tuple(r["expected"])) for r in rows]


FIELDS = ("speaker", "entity", "question", "position", "phase", "mission")
"""What a statement of the training texts says, in this order, before its day, its weight and its evidence."""


def _statement(values: Sequence[str]) -> Row:
    """A statement of the training texts as a row of the other sets; after "/" come the codes that are as good."""
    row: Row = dict(zip(FIELDS, values, strict=False))
    for name, others in (("position", "also"), ("mission", "mission_also")):
        row[name], *row[others] = row[name].split("/")
    if len(values) > len(FIELDS):
        row["date"], row["required"], row["evidence"] = values[6], values[7] == "R", values[8]
    return row


SPARED = 10
"""One in so many training texts is spared: the judge does not see it, so that it can be measured with."""


def spared(item: Item) -> bool:
    """Whether a training text is kept apart for measuring; by its id, so that new texts change nothing for old ones."""
    return zlib.crc32(item.id.encode()) % SPARED == 0


def training_articles(folder: str = "train") -> list[Item]:
    """All articles of a folder of training texts, by file and place in it."""
    items = []
    for path in sorted((GOLD / folder).glob("*.txt")):
        for block in re.split(r"^=== ", _read(path), flags=re.MULTILINE)[1:]:
            head, _, rest = block.partition("\n")
            name, published, genre = head.split(" | ")
            text, _, rows = rest.rpartition("\n---\n")
            found = tuple(_statement([cell.strip() for cell in row.split("|", 8)]) for row in rows.splitlines())
            items.append(Item(name, text + "\n", published, genre, found))
    return items


def training_contrast(folder: str = "train") -> list[Item]:
    """All contrast sentences of a folder of training texts."""
    rows = [json.loads(line) for path in sorted((GOLD / folder).glob("*.jsonl")) for line in _read(path).splitlines()]
    return [
        Item(r["id"], r["text"], r["published"], r["phenomenon"], tuple(_statement(e) for e in r["expected"]))
        for r in rows
    ]


def _from_record(statement: Statement) -> Iterator[Item]:
    """What the record says of a statement, as news texts: its summary as told, and its English words as quoted."""
    row: Row = {name: getattr(statement, name) for name in FIELDS}
    row |= {"speaker_entity": statement.speaker_entity, "date": statement.date.isoformat()}
    row |= {"also": [], "mission_also": []}
    texts = {"told": f"{statement.speaker} on troops for Ukraine\n\n{statement.summary}"}
    if statement.quote and statement.quote_language == "en":
        texts["quoted"] = f"Troops for Ukraine\n\nAsked about them, {statement.speaker} said: “{statement.quote}”"
    for how, text in texts.items():
        words = statement.summary if how == "told" else statement.quote
        expected = ({**row, "evidence": words, "required": True},)
        yield Item(f"record-{how}-{statement.id}", text + "\n", statement.date.isoformat(), how, expected)


def record_texts() -> list[Item]:
    """The statements of the record as texts to train on: the only ones that are not invented."""
    context = Context(load_codebook(), load_people())
    read = [read_statements(file, context)[0] for file in statement_files(DATA)]
    return [item for statements in read for statement in statements for item in _from_record(statement)]


def reports(name: str) -> list[Report]:
    """The general-news texts of a set, by file name; `dev` and `spare` have none."""
    found = []
    for path in sorted((GOLD / name / "attributions").glob("*.json")):
        rows = [
            Attribution(
                tuple(row["source"]) if row["source"] else None,
                tuple((start, end) for start, end in row["content"]),
                row["direct"],
            )
            for row in json.loads(_read(path))
        ]
        found.append(Report(path.stem, _read(path.with_suffix(".txt")), tuple(rows)))
    return found
