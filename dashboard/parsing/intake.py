"""Stage 1, parsing: the inputs of a run. In: paths. Out: `Raw` items, an article each, or a record of why one was left.

An input is a text or page (with a `.json` beside it that tells its day), a file of JSON Lines, a web archive, a folder
of these, or `-` for standard input. Nothing is held in memory but the article at hand.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from dashboard.dataset.problems import SHOWN_CHARACTERS
from dashboard.parsing.article import FILE_CAP, Quarantined
from dashboard.parsing.encodings import text_of
from dashboard.parsing.pages import is_markup

TEXTS, PAGES, LINES, ARCHIVES = (".txt",), (".html", ".htm"), (".jsonl",), (".warc.gz", ".warc")
KINDS = (*TEXTS, *PAGES, *LINES, *ARCHIVES)
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Raw:
    """One article as found: text or page as `body`, what its line or the `.json` beside it says of it as `about`."""

    id: str
    source: str
    body: str | bytes
    html: bool = False
    charset: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


Found = Raw | Quarantined


def missing(paths: Sequence[str]) -> list[str]:
    """The paths at which there is nothing."""
    return [path for path in paths if path != "-" and not Path(path).exists()]


def inputs(paths: Sequence[str], stdin: BinaryIO) -> Iterator[Found]:
    """What all paths hold, in order; the files of a folder by name. A path that holds nothing is a record, too."""
    for path in paths:
        empty = True
        for found in _of_path(path, stdin):
            empty = False
            yield found
        if empty:
            reason = f"no article in it: looked for {_looked_for(path)}"
            yield Quarantined(id=Path(path).name or path, source=path, reason=reason)


def _of_path(path: str, stdin: BinaryIO) -> Iterator[Found]:
    if path == "-":
        return _of_stream(stdin)
    return _of_folder(Path(path)) if Path(path).is_dir() else _of_file(Path(path), Path(path).name)


def _looked_for(path: str) -> str:
    if Path(path).is_dir():
        return f"files that end in {', '.join(KINDS)}, in it and in its folders"
    return "a JSON object a line, or a page of a web archive that its server gave as HTML"


def _of_folder(folder: Path) -> Iterator[Found]:
    """Its files at any depth, by name, but for hidden ones and those in hidden folders."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not is_hidden(path.relative_to(folder)))
    articles = {path.with_suffix("") for path in files if path.suffix.lower() in (*TEXTS, *PAGES)}
    for path in files:
        beside = path.suffix == ".json" and path.with_suffix("") in articles
        if not beside:
            yield from _of_file(path, path.relative_to(folder).as_posix())


def is_hidden(path: Path) -> bool:
    """Whether a path within a folder is passed over when the folder is read."""
    return any(part.startswith(".") for part in path.parts)


def _of_file(path: Path, name: str) -> Iterator[Found]:
    """`name` without its ending is the id of an article that has none."""
    kind = next((kind for kind in KINDS if name.lower().endswith(kind)), "")
    short = name[: len(name) - len(kind)] if kind else name
    if not kind:
        reason = f"of a kind that is not read: give {', '.join(KINDS)}, a folder, or -"
        yield Quarantined(id=name, source=str(path), reason=reason)
        return
    try:
        if kind in LINES:
            with path.open("rb") as stream:
                yield from _of_lines(stream, str(path))
        elif kind in ARCHIVES:
            with path.open("rb") as stream:
                yield from _of_archive(stream, str(path))
        else:
            with path.open("rb") as stream:
                body = stream.read(FILE_CAP + 1)
            about = _beside(path)
            yield Raw(str(about.get("id") or short), str(path), body, html=kind in PAGES, about=about)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        yield Quarantined(id=short, source=str(path), reason=f"can't be read: {error}")


def _beside(path: Path) -> dict[str, Any]:
    """What the `.json` beside a text or page says of it.

    Raises `ValueError`, `TypeError` or `RecursionError` where that is no JSON object.
    """
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return {}
    about = json.loads(text_of(beside.read_bytes()) or "")
    if not isinstance(about, dict):
        raise TypeError(f"{beside.name} holds no JSON object: write {{id, published, title, publisher, url}}")
    return {name: value for name, value in about.items() if name not in ("text", "html")}


def _of_stream(stream: BinaryIO) -> Iterator[Found]:
    """Standard input: a web archive, JSON Lines, a page or a text, as its first bytes tell."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(512)[:512]
    if head.startswith((GZIP, b"WARC/")):
        yield from _of_archive(buffered, "-")
    elif head.lstrip().startswith(b"{"):
        yield from _of_lines(buffered, "-")
    else:
        body = buffered.read(FILE_CAP + 1)
        yield Raw("stdin", "-", body, html=is_markup(text_of(body[:512]) or ""))


def _of_lines(stream: BinaryIO, source: str) -> Iterator[Found]:
    number = 0
    while line := stream.readline(FILE_CAP + 1):
        number += 1
        if len(line) > FILE_CAP:
            while line and not line.endswith(b"\n"):
                line = stream.readline(FILE_CAP)
            reason = f"the line has more than {FILE_CAP} bytes: one article a line"
            yield Quarantined(id=f"{source}:{number}", source=f"{source}:{number}", reason=reason)
        elif line.strip():
            yield _of_line(line, f"{source}:{number}")


def _row(line: bytes) -> Any:
    try:
        return json.loads(line)
    except UnicodeDecodeError:  # not all of it is UTF-8
        return json.loads(text_of(line) or "")


def _of_line(line: bytes, source: str) -> Found:
    """An article of JSON Lines; one without an id is named by its place."""
    try:
        row = _row(line)
    except (ValueError, RecursionError) as error:
        reason = f"no JSON ({error}): write an article a line, {{id, text or html, published, url, title, publisher}}"
        return Quarantined(id=source, source=source, reason=reason)
    about = dict(row) if isinstance(row, dict) else {}
    text, page = about.pop("text", None), about.pop("html", None)
    body = text or page
    if not isinstance(body, str):
        reason = "no article: write a JSON object with its words in the field text, or its page in the field html"
        return Quarantined(id=source, source=source, reason=reason)
    return Raw(str(about.get("id") or source), source, body, html=not text, about=about)


def _of_archive(stream: BinaryIO, source: str) -> Iterator[Found]:
    """The pages of a web archive; a page is named by its address. What follows a damaged record is lost, and said."""
    try:
        for record in ArchiveIterator(stream):
            head = record.http_headers
            if record.rec_type == "response" and head is not None and head.get_statuscode() == "200":
                kind = head.get_header("Content-Type") or ""
                if "html" in kind:
                    yield _of_record(record, kind, source)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        said = (str(error) or type(error).__name__)[:SHOWN_CHARACTERS]  # it may quote all of a binary file
        reason = f"the archive is damaged here ({said}): what follows is not read"
        yield Quarantined(id=source, source=source, reason=reason)


def _of_record(record: ArcWarcRecord, kind: str, source: str) -> Found:
    """The page of a record. Bytes that are still to come when there are none left: the archive was cut off."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body = record.content_stream().read(FILE_CAP + 1)
    if len(body) <= FILE_CAP and getattr(record.raw_stream, "limit", 0) > 0:
        return Quarantined(id=url or source, source=source, reason="cut off: the archive ends within this page")
    charset = kind.rpartition("charset=")[2].strip(" \"'") if "charset=" in kind else ""
    return Raw(url or source, source, body, html=True, charset=charset, about={"page_url": url})
