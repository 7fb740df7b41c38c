"""Faces: text from outside in Markdown. In: any text; out: Markdown that shows it as it is, and does nothing."""

from __future__ import annotations

import re
from urllib.parse import quote

from dashboard.output.direction import without_turning

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
"""Every ASCII punctuation mark: CommonMark lets each be escaped by a backslash (section 2.4)."""

ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|@)", re.IGNORECASE)
"""Where an address begins. Streamlit makes links of addresses after it has undone all escapes, so they are broken by a
word joiner (U+2060), which nobody sees."""


NEEDLESS = re.compile(r"\\(['\",;.?()/%]|(?<=\w\\)-(?=\w))")
"""Escapes of what is no markup within a line: stops, quotation marks, brackets without a square one before them (which
stays escaped), and a hyphen between letters."""
STARTS = re.compile(r"\d+\\[.)]")
"""A line that would begin a list of numbers."""

UNTOUCHED = "!#%&'()*+,/:;=?@[]~"
"""What stays as it is in the address of a link (RFC 3986, less the `$` that begins a formula)."""


def plain(text: object) -> str:
    """Text from outside, so that Markdown shows it as it is: nothing in it is markup, a link or an image.

    Nor does it turn the words around it: what orders a text against its letters is left out, but for whole isolates.
    """
    flat = without_turning(re.sub(r"\s+", " ", str(text)))
    return PUNCTUATION.sub(r"\\\1", ADDRESS.sub("\\1\u2060", flat))


def named(text: object) -> str:
    """Text from outside as the label of a tick: Markdown that shows it as it is, with no escape that it can do without.

    Streamlit names a tick for screen readers by its label as it is written, backslashes and all.
    """
    shown = plain(text)
    return shown if STARTS.match(shown) else NEEDLESS.sub(r"\1", shown)


def link(label: str, address: str) -> str:
    """A link as Markdown: `label` is Markdown, `address` any text, which can't end the link before its time."""
    return f"[{label}](<{quote(address, safe=UNTOUCHED).replace('&', '&amp;')}>)"
