"""Stage 1, parsing: the inputs of a run. In: paths and what is given for all of them. Out: articles, one after another.

An input is a text with a `.json` beside it for its day, a file of JSON Lines (an article a line), a folder of
them, or `-` for standard input. What cannot be read as an article comes out as a `Quarantined` record in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.parsing.article import ARTICLE_CAP, Article, Quarantined

SUFFIXES = (".txt", ".jsonl")
FIELDS = ("id", "text", "html", "published", "url", "title", "publisher")


@dataclass(frozen=True, slots=True)
class Given:
    """What is said on the command line of all inputs; an article's own day and address come first."""

    published: date | None = None
    url: str = ""


def articles(paths: Sequence[str], given: Given, stdin: BinaryIO) -> Iterator[Article | Quarantined]:
    """The articles of all inputs, in order. Raises `FileNotFoundError` before the first where a path is not there."""
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise FileNotFoundError(path)
    return (found for path in paths for found in _of_path(path, given, stdin))


def _of_path(path: str, given: Given, stdin: BinaryIO) -> Iterator[Article | Quarantined]:
    if path == "-":
        yield from _of_stream(stdin, given)
    elif Path(path).is_dir():
        for file in sorted(Path(path).rglob("*")):
            if file.suffix in SUFFIXES and file.is_file():
                yield from _of_file(file, given)
    else:
        yield from _of_file(Path(path), given)


def _of_file(path: Path, given: Given) -> Iterator[Article | Quarantined]:
    try:
        if path.suffix == ".jsonl":
            with path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    yield from _of_line(line, f"{path}:{number}", given)
        else:
            beside = path.with_suffix(".json")
            about = json.loads(beside.read_bytes()) if beside.is_file() else {}
            yield _article({"id": path.stem, **about, "text": path.read_bytes()}, str(path), given)
    except (OSError, ValueError) as error:
        yield Quarantined(id=path.stem, source=str(path), reason=f"can't be read: {error}")


def _of_stream(stream: BinaryIO, given: Given) -> Iterator[Article | Quarantined]:
    data = stream.read()
    if data.lstrip()[:1] == b"{":
        for number, line in enumerate(data.splitlines(), start=1):
            yield from _of_line(line, f"-:{number}", given)
    else:
        yield _article({"id": "stdin", "text": data}, "-", given)


def _of_line(line: bytes, source: str, given: Given) -> Iterator[Article | Quarantined]:
    if not line.strip():
        return
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Quarantined(id=source, source=source, reason=f"no JSON ({error}): write one article a line as JSON")
        return
    if not isinstance(row, dict):
        yield Quarantined(id=source, source=source, reason="no JSON object: write {id, text, published, ...}")
        return
    yield _article({"id": source, **row}, source, given)


def _article(row: Mapping[str, Any], source: str, given: Given) -> Article | Quarantined:
    """An article from its fields; those that no article has are ignored."""
    name = str(row["id"])
    text = row.get("text", "")
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if not isinstance(text, str) or not text.strip():
        return Quarantined(id=name, source=source, reason="no text: give the article's words in the field text")
    if len(text) > ARTICLE_CAP:
        return Quarantined(id=name, source=source, reason=f"{len(text)} characters: at most {ARTICLE_CAP} are read")
    try:
        return Article(
            id=name,
            text=text,
            published=row.get("published") or given.published,
            url=row.get("url") or given.url,
            title=row.get("title") or "",
            publisher=row.get("publisher") or "",
        )
    except ValueError as error:
        return Quarantined(id=name, source=source, reason=str(error))
