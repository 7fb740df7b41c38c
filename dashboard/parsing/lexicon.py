"""Stage 1, parsing: the word lists of `data/lexicon`, loaded once. In: a file's name. Out: its content."""

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "data" / "lexicon"
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "’": "'"}
)


@cache
def load(name: str) -> Any:
    """The content of `data/lexicon/<name>.json`. Raises FileNotFoundError or ValueError with the path."""
    path = FOLDER / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not valid JSON ({error}); correct the file") from error


@cache
def grammar(name: str) -> frozenset[str]:
    """One list of `data/lexicon/grammar.json`."""
    return frozenset(load("grammar")[name])


@lru_cache(maxsize=1)
def characters() -> dict[str, str]:
    """What a character or entity reference of a page becomes in the normalised text; never anything longer."""
    table: dict[str, str] = load("characters")["replace"]
    longer = [key for key, value in table.items() if len(value) > len(key)]
    if longer:
        raise ValueError(f"{FOLDER / 'characters.json'}: replacements longer than what they replace: {longer}")
    return table


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents, for comparing names: `Støre` and `Store` are the same."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower().replace("-", " ").strip()
