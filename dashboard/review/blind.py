"""Stage 2, review: coding without knowing whose words they are, since labels sway coders.

In: a candidate, its text and the record's people; out: the evidence with speaker and country masked. The words for
countries and peoples come from `data/lexicon/places.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.people import Institution, Official, People

SPEAKER, COUNTRY = "[speaker]", "[country]"
CAPITALS = 4
"""Letters from which a word is masked in capitals too, as in datelines; a shorter one may be another word."""


@lru_cache(maxsize=4)
def _places(data: Path) -> dict[str, tuple[str, ...]]:
    lexicon = read_json(data / "lexicon" / "places.json")
    short = lexicon["short"]
    return {
        code: tuple(word for words in lists.values() for word in words) + ((short[code],) if code in short else ())
        for code, lists in {**lexicon["entities"], **lexicon["others"]}.items()
    }


def mask(text: str, values: Mapping[str, str], people: People, *, data: Path = DATA) -> str:
    """The text with the proposal's speaker and its two entities masked: names, aliases, peoples, capitals, seats.

    All officials and institutions of these entities are masked too: a minister's name gives the country away.
    """
    codes = {values.get("entity", ""), values.get("speaker_entity", "")} - {""}
    speaker = values.get("speaker", "")
    rows: list[Official | Institution] = [*people.offices_of(speaker)]
    rows += (row for row in people.officials if row.entity in codes)
    rows += (row for row in people.institutions if row.entity in codes)
    names = {name for row in rows for name in (row.name, *row.aliases)} | {speaker}
    if speaker not in people.institution_by_name:
        names |= {*speaker.split()[-1:]}
    places = _places(data)
    countries = {word for code in codes for word in (people.entity_name(code), *places.get(code, ()))}
    words = dict.fromkeys(countries, COUNTRY) | {word: SPEAKER for word in names if word not in countries}
    words.pop("", None)
    for word, sign in tuple(words.items()):
        if len(word) >= CAPITALS:
            words.setdefault(word.upper(), sign)
    if not words:
        return text
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.sub(
        r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)",
        lambda found: words[found.group()],
        text,
    )


def blind_values(values: Mapping[str, str], people: People, *, data: Path = DATA) -> dict[str, str]:
    """What a blind coder sees of a proposal: evidence and quote, masked; nothing that names or codes."""
    return {name: mask(values.get(name, ""), values, people, data=data) for name in ("evidence", "quote")}
