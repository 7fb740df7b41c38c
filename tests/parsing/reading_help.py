"""Readings of invented texts for the parser's tests: what was found, in words instead of offsets."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dashboard.parsing.article import Article
from dashboard.parsing.candidates import Candidate, candidates_in
from dashboard.parsing.reading import Reading, attributions_in, read
from dashboard.parsing.speakers import Speaker

DAY = date(2025, 3, 14)  # a Friday


@lru_cache(maxsize=256)
def reading_of(text: str, day: date = DAY) -> Reading:
    """An invented text as it is read; the first line is its headline."""
    return read(Article(id="invented", text=text, published=day))


def body(text: str) -> str:
    """The text below a headline that says nothing: the judge, which reads on from it, takes "invented" at its word."""
    return f"The news of the day\n\n{text}"


def said(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of the attributions that the command prints; spans of content joined by ' ... '."""
    full = body(text)
    return [
        (
            full[row["source_start"] : row["source_end"]] if row["source_start"] is not None else "",
            full[row["cue_start"] : row["cue_end"]],
            " ... ".join(full[a:b] for a, b in row["content"]),
        )
        for row in attributions_in(reading_of(full))
    ]


def speakers(text: str, day: date = DAY) -> list[tuple[str, str]]:
    """Who is found to speak in a text, with content: name or '' where nobody can be named."""
    found = reading_of(body(text), day)
    rows = []
    for attribution in found.attributions:
        speaker = found.speaker(attribution)
        rows.append((speaker.name if speaker else "", found.text[slice(*attribution.content[0])]))
    return rows


def last_speakers(text: str, day: date = DAY) -> list[str]:
    """The names of those who said the last thing of a text."""
    found = reading_of(body(text), day)
    return [speaker.name for speaker in found.speakers(found.attributions[-1])]


def last_speaker(text: str, day: date = DAY) -> Speaker | None:
    """Who said the last thing of a text; None where nobody can be named."""
    found = reading_of(body(text), day)
    return found.speaker(found.attributions[-1])


def candidates(text: str, day: date = DAY) -> list[Candidate]:
    """The candidates of an invented text."""
    return candidates_in(reading_of(body(text), day))
