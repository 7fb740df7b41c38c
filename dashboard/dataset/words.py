"""Stage dataset: words as people type them. In: texts; out: the same without case, accents and curly apostrophes.

So `Yesilgoz` finds Yeşilgöz: a name that is not found would look like silence. Whole columns at a time, in Arrow.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that Unicode does not take apart, as they are written without their marks."""
PLAIN = str.maketrans({**LETTERS, **{one.upper(): two.capitalize() for one, two in LETTERS.items() if one != "ß"}})
"""The same for capitals as well, for `str.translate`."""
APOSTROPHES = "[‘’ʼ´]"
OTHERS = r"[^\x00-\x7f“”„«»–—…]"
"""What can have an accent: neither ASCII nor a sign that every English text has."""


def _where(texts: pa.Array, pattern: str, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """The texts, those in which a pattern is found changed: most need none, and that is quickly seen."""
    found = pc.match_substring_regex(texts, pattern)
    return pc.replace_with_mask(texts, found, change(texts.filter(found)))


def _bare(texts: pa.Array) -> pa.Array:
    for letter, plain in LETTERS.items():
        texts = _where(texts, letter, partial(pc.replace_substring, pattern=letter, replacement=plain))
    return pc.replace_substring_regex(pc.utf8_normalize(texts, form="NFKD"), r"\p{Mn}+", "")


def fold(texts: pa.Array) -> pa.Array:
    """Texts in small letters, without accents."""
    small = _where(
        pc.utf8_lower(texts), APOSTROPHES, partial(pc.replace_substring_regex, pattern=APOSTROPHES, replacement="'")
    )
    return _where(small, OTHERS, _bare)


def folded(frame: pd.DataFrame) -> pa.ChunkedArray:
    """Quote and summary of each statement, folded."""
    kind = pa.large_string()
    table = pa.Table.from_pandas(frame[["quote", "summary"]], preserve_index=False)
    whole = pc.binary_join_element_wise(*(column.cast(kind) for column in table.columns), pa.scalar("\n", kind))
    return pa.chunked_array([fold(chunk) for chunk in whole.chunks], kind)


def found(texts: pa.ChunkedArray, word: str) -> pa.ChunkedArray:
    """In which of some folded texts a word stands, however it is written."""
    # Arrow looks for a text in either case several times as fast as for the very same text
    return pc.match_substring(texts, fold(pa.array([word]))[0].as_py(), ignore_case=True)
