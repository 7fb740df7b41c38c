"""Stage 2, review: what makes two articles, or two candidates, the same one.

In: addresses, texts and rows; out: keys that are equal for what is the same. All of them are derived from
content alone, so the same article gets the same id in every inbox.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urldefrag

from courlan import normalize_url

ID_DIGITS = 12


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def url_key(url: str) -> str:
    """An address without scheme, fragment, trackers and closing slash; empty for none."""
    if not url:
        return ""
    return urldefrag(normalize_url(url)).url.split("://", 1)[-1].rstrip("/")


def content_hash(text: str) -> str:
    """The SHA-256 of a text whose letters and white space are brought to one form."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFKC", text).split()).encode()).hexdigest()


def article_id(url: str, text: str) -> str:
    """The id of an article: from its address, or from its text where it has none."""
    return _digest("article", url_key(url) or content_hash(text))[:ID_DIGITS]


def slots(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """A name for each row's place in its article: speaker, entity, question, and which of those it is.

    The name stays the same when the wording or the machine's coding changes, so a new reading of a changed
    article meets the candidate it replaces.
    """
    seen: Counter[str] = Counter()
    names = []
    for row in rows:
        base = "|".join(row.get(field, "") for field in ("speaker", "entity", "question"))
        seen[base] += 1
        names.append(f"{base}|{seen[base]}")
    return names


def candidate_id(article: str, slot: str, row: Mapping[str, str], columns: Iterable[str]) -> str:
    """The id of one reading of one slot: changes with the proposed fields and the evidence, not with offsets."""
    fields = {name: row.get(name, "") for name in (*columns, "evidence") if name not in ("id", "origin")}
    return _digest("candidate", article, slot, json.dumps(fields, sort_keys=True))[:ID_DIGITS]
