"""Stage 1, parsing: bytes as text. In: the bytes of a file or page. Out: its text, or None where it holds none.

UTF-8 with or without a mark, UTF-16 with one, the character set that a page declares; single bytes that are no UTF-8
are taken for Windows-1252, which is what English pages of mixed origin hold. No statistics, so never a lucky guess.
"""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])
HEAD = 8_192
"""Bytes at the beginning that tell what a file is."""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, read as Windows-1252; the five that it does not know become U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows", _as_windows)


def binary(data: bytes) -> bool:
    """Whether bytes hold no text: more than one in fifty at the beginning is a control character."""
    head = data[:HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 8 and controls * 50 > len(head)


def declared(page: bytes) -> str:
    """The character set that a page names at its beginning, under Python's name; empty where it names none."""
    found = _DECLARED.search(page[:HEAD])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return "cp1252" if name in ("ascii", "iso8859-1") else name  # what browsers do (WHATWG, "Encoding")


def text_of(data: bytes, charset: str = "") -> str | None:
    """The text of some bytes; `charset` is what a page or server declares. None for binary data."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if binary(data):
        return None
    try:
        return data.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return data.decode("utf-8", "windows")
