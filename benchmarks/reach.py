"""Benchmark: how many of the expected statements the parser can find at all. `python -m benchmarks.reach --help`.

In: the training texts or a gold set; out: how many of the required statements have a case: their speaker, whose
position it is and the sentence. What has no case is lost, however well positions are read. `--misses` prints those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import typer

from benchmarks import gold
from benchmarks.gold import Item, Row
from benchmarks.match import same_speaker
from benchmarks.tables import Table, share, show
from dashboard.parsing.article import Article
from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.passage import Span
from dashboard.parsing.reading import Reading, read
from dashboard.parsing.utterances import Text

OVERLAP = 12
"""Characters that a case and the evidence of a statement have in common at least, or half of the shorter."""


def reading_of(item: Item) -> Reading:
    """A text of the gold sets, read."""
    return read(Article(id=item.id, text=item.text, published=dt.date.fromisoformat(item.published)))


def place_of(reading: Reading, case: Case) -> Span:
    """Where the words of a case stand in the article's text."""
    return reading.original(reading.passages[case.passage].span(case.tokens[0], case.tokens[-1]))


def shared(statement: Row, text: str, place: Span) -> int:
    """Characters that a place has in common with a statement's evidence; 0 where that is too little to mean it."""
    if "evidence" not in statement:
        return place[1] - place[0]
    start = text.find(statement["evidence"])
    end = start + len(statement["evidence"])
    common = min(end, place[1]) - max(start, place[0])
    return common if common >= min(OVERLAP, (end - start) / 2, (place[1] - place[0]) / 2) else 0


def same_holder(statement: Row, case: Case) -> bool:
    """Whether a case asks for the position of the one who holds it in the statement, by the same speaker."""
    speaker = {"speaker": case.speaker.name, "speaker_entity": case.speaker.entity}
    return bool(case.entity == statement["entity"] and same_speaker(statement, speaker))


def reached(item: Item) -> list[tuple[Row, bool]]:
    """The required statements of a text, each with whether a case asks for it."""
    reading = reading_of(item)
    text = Text(reading)
    cases = cases_in(text, drafts_of(text))
    places = [place_of(reading, case) for case in cases]
    return [
        (row, any(same_holder(row, c) and shared(row, item.text, p) > 0 for c, p in zip(cases, places, strict=True)))
        for row in item.expected
        if row.get("required", True)
    ]


def measured(name: str, items: Sequence[Item], misses: bool) -> list[str]:
    """The row of one kind of text."""
    found = [(item, row, hit) for item in items for row, hit in reached(item)]
    for item, row, hit in found:
        if misses and not hit:
            words = row.get("evidence", item.text.strip())
            print(f"{item.id}  {item.published}  {row['speaker']} ({row['entity']}): {words[:300]!r}")
    hits = sum(hit for _, _, hit in found)
    return [name, str(len(items)), str(len(found)), str(hits), share(hits, len(found))]


def main(
    name: Annotated[
        str, typer.Option("--set", help="`train` (without `spare`), or a gold set: `dev`, `own`, `held`, `spare`.")
    ] = "train",
    only: Annotated[str, typer.Option(help="Only texts whose id begins so, such as `modality`.")] = "",
    every: Annotated[int, typer.Option(min=1, help="Only every n-th text.")] = 1,
    misses: Annotated[bool, typer.Option(help="Print every statement that has no case.")] = False,
    markdown: Annotated[bool, typer.Option(help="The table in Markdown.")] = False,
) -> None:
    """Count the required statements that have a case."""
    if misses and name in gold.MEASURING:
        raise typer.BadParameter(f"{name} is for measuring only: its misses are not shown", param_hint="--misses")
    if name == "train":
        kinds = {
            "articles": [item for item in gold.training_articles() if not gold.spared(item)],
            "contrast": [item for item in gold.training_contrast() if not gold.spared(item)],
        }
    else:
        kinds = {"articles": gold.articles(name), "contrast": gold.contrast(name)}
    rows = [
        measured(kind, [item for item in items if item.id.startswith(only)][::every], misses)
        for kind, items in kinds.items()
    ]
    show([Table(f"Reach, {name}", ["texts", "number", "required", "reached", "share"], rows)], markdown=markdown)


if __name__ == "__main__":
    typer.run(main)
