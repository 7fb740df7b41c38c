"""Face: files that came as names and bytes, from a browser or an address. In: these; out: their articles, or why not.

Their names say what they are, and never where they go: each stands for a moment in a folder of its own.
"""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from dashboard.parsing.admission import Given, articles
from dashboard.parsing.article import Article, Quarantined
from dashboard.parsing.intake import PAGES, TEXTS

SUFFIXES = (".warc.gz", ".jsonl", ".html", ".htm", ".json", ".txt")
"""Files that may be dropped; a `.json` says of the text or page of the same name when and where it was published."""
TOLD_OF = {*TEXTS, *PAGES}
"""Files of which a `.json` tells."""
NAME_CHARACTERS = 80
UNPACKED_CAP = 50_000_000
"""Bytes that a dropped archive may unpack to; the command line takes in archives of any size."""


def from_files(files: Sequence[tuple[str, bytes]], given: Given | None = None) -> Iterator[Article | Quarantined]:
    """The articles in files that came as names and bytes. Their names say what they are, and never where they go.

    A `.json` belongs to the text or page whose name, as it came, is the same but for the ending.
    """
    together: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in files:
        kept = safe_name(name)
        reason = _unread(kept, content)
        if reason:
            yield Quarantined(id=kept, source=kept, reason=reason)
        else:
            together.setdefault(name[: len(name) - len(_suffix(kept))], []).append((kept, content))
    for group in together.values():
        yield from _of_group(group, given or Given())


def _unread(kept: str, content: bytes) -> str:
    """Why a file is not even opened, in words; empty where it is."""
    if not _suffix(kept):
        kinds = ", ".join(suffix for suffix in SUFFIXES if suffix != ".json")
        return f"no kind of file that is read: give {kinds}"
    if kept.endswith(".gz") and _unpacks_too_far(content):
        return f"unpacks to more than {UNPACKED_CAP:,} bytes: give it in parts, or use the command `inbox add`"
    return ""


def _of_group(files: Sequence[tuple[str, bytes]], given: Given) -> Iterator[Article | Quarantined]:
    """The articles in files whose names differ in their ending alone; none where it is not clear what belongs together.

    They have a folder of their own, so that another name that is kept as the same never comes between them.
    """
    stem, suffixes = files[0][0].removesuffix(_suffix(files[0][0])), [_suffix(kept) for kept, _ in files]
    if len(set(suffixes)) < len(suffixes):
        for kept, _ in files:
            reason = "another file has this name: rename one of them, and the .json that belongs to it"
            yield Quarantined(id=kept, source=kept, reason=reason)
        return
    if ".json" in suffixes and not TOLD_OF & set(suffixes):
        reason = "tells of a .txt or .html of the same name, and there is none: give both together"
        yield Quarantined(id=f"{stem}.json", source=f"{stem}.json", reason=reason)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, stem + suffix) for suffix in suffixes]
        for path, (_, content) in zip(paths, files, strict=True):
            path.write_bytes(content)
        for path in paths:
            if path.suffix != ".json":
                for found in articles([str(path)], given, io.BytesIO()):
                    yield _without_folder(found, folder)


def _unpacks_too_far(content: bytes) -> bool:
    """Whether an archive is a bomb, looked at bit by bit; one that is broken is for its reader to tell."""
    size = 0
    try:
        with gzip.open(io.BytesIO(content)) as unpacked:
            while piece := unpacked.read(1_000_000):
                size += len(piece)
                if size > UNPACKED_CAP:
                    return True
    except (OSError, EOFError, zlib.error):
        return False
    return False


def _without_folder(found: Article | Quarantined, folder: str) -> Article | Quarantined:
    """The temporary folder is nobody's business: it is taken out of what is said of a file."""
    if isinstance(found, Article):
        return found
    said = {name: getattr(found, name).replace(f"{folder}/", "") for name in ("id", "source", "reason")}
    return found.model_copy(update=said)


def safe_name(name: str) -> str:
    """A file's name without folders, and without signs that mean something to a shell, a path or a page."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = re.sub(r"[^\w.-]+", "_", last).lstrip(".-_")
    suffix = _suffix(kept)
    stem = kept[: len(kept) - len(suffix)][: NAME_CHARACTERS - len(suffix)]
    return (stem or "file") + suffix


def _suffix(name: str) -> str:
    """How a file's name ends, in small letters, where that is one of `SUFFIXES`; else empty."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), "")
