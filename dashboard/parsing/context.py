"""Stage parsing, part candidates: mission, phase, format and conditions, by the codebook's rules 6 to 15.

In: the words of a frame, of its sentence and of the article, and a day; out: codes of the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.parsing.labels import codebook
from dashboard.parsing.lexicon import load

DEBATE_ENDS = date(2024, 7, 1)
"""Words on 'Western troops' until June 2024 are wartime (codebook, rule 9)."""
CARRIED = frozenset(("training", "peacekeeping", "monitoring", "support"))
"""Missions that "such a step" takes over from the sentences before it; the others must be named with it."""
AFTERMATH = date(2024, 12, 1)
"""From here on the debate is on forces for the time after a ceasefire."""
WEAKER, STRONGER = "ceasefire", "peace_deal"
"""Conditions of which the second brings the first."""
AROUND = 12
"""Words beside a sentence, at least, for an article to tell what debate it is part of."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The words of a position: its clause, and the sentence around it.

    `alone`: no other position stands in the sentence; `negative`: it refuses.
    """

    clause: str
    sentence: str
    alone: bool = True
    negative: bool = True


@cache
def _patterns(part: str) -> dict[str, re.Pattern[str]]:
    entries: dict[str, list[str]] = load("context")[part]
    return {code: re.compile(r"\b(?:" + "|".join(words) + ")") for code, words in entries.items()}


@cache
def _words(part: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load("context")[part]) + r")\b")


@cache
def _anywhere(part: str) -> re.Pattern[str]:
    return re.compile("|".join(load("context")[part]))


@cache
def _denied() -> re.Pattern[str]:
    """What stands right before words that it takes away: "but not to fight", "without taking part in the war"."""
    words = load("context")
    return re.compile(rf"\b(?:{'|'.join(words['denied'])}) (?:(?:{'|'.join(words['between'])}) ){{0,3}}$")


def missions_in(text: str, negative: bool = True) -> list[str]:
    """Give the missions that a text names, in the order of the lexicon.

    Who would send forces "but not to fight" names no combat; who rules that out does (`negative`).
    """
    lower = text.lower().replace("’", "'")
    return [
        code
        for code, pattern in _patterns("missions").items()
        if any(_names(lower, found.start(), code, negative) for found in pattern.finditer(lower))
    ]


def _names(lower: str, start: int, code: str, negative: bool) -> bool:
    """Whether words name a mission where they stand: not behind "non-", nor, of combat, where they are denied."""
    if lower[:start].endswith(("non-", "anti-", "non ")):
        return False
    return negative or code != "combat" or not _denied().search(lower[:start])


def half_around(clause: str, sentence: str) -> str:
    """Give the half of a sentence in which a clause stands: "but Tusk said ..." is about something else."""
    start = sentence.find(clause)
    if start < 0:
        return sentence
    turns = [found.span() for found in _anywhere("halves").finditer(sentence)]
    first = max((end for _, end in turns if end <= start), default=0)
    last = min((begin for begin, _ in turns if begin >= start + len(clause)), default=len(sentence))
    return sentence[first:last]


def mission_for(stated: Stated, forces: Sequence[str], before: Sequence[str] = (), on_foot: bool = False) -> str:
    """Give the mission: what the forces' own words imply, else what the clause names, else the sentence around it.

    `forces`: the missions that the words for them imply. `before`: for a stance on something named earlier, the
    sentences before it, the nearest first. A refusal has nothing from the other half of its sentence; a yes may be
    found beside the words of a refusal, so that it looks around. Soldiers (`on_foot`) are no aircraft or ships that are
    named beside them.
    """
    implied = [mission for mission in forces if mission != "unspecified"]
    if implied:
        return implied[0]
    near = half_around(stated.clause, stated.sentence) if stated.negative else stated.sentence
    around = missions_in(near, stated.negative)
    named = missions_in(stated.clause, stated.negative) or (around if stated.alone or len(around) == 1 else [])
    for text in before:
        named = named or [mission for mission in missions_in(text) if mission in CARRIED]
    return _chosen([mission for mission in named if not (on_foot and mission == "air_naval")])


def _chosen(named: list[str]) -> str:
    for mission in ("reassurance", "peacekeeping", "monitoring", "combat", "training", "support", "air_naval"):
        if mission in named:
            return mission
    return "unspecified"


def _phase_named(text: str, negative: bool) -> str:
    lower = text.lower().replace("’", "'")
    found = {code for code, pattern in _patterns("phases").items() if pattern.search(lower)}
    if _words("even").search(lower) and "ceasefire" in found:
        return "ceasefire"
    if found == {"ceasefire", "wartime"}:
        return "wartime" if negative else "ceasefire"
    return found.pop() if found else ""


def _peace_debated(sentence: str, article: str) -> bool:
    """Whether an article is part of the debate on the time after a ceasefire: on a force, a guarantee, a coalition."""
    lower = _anywhere("no_ceasefire").sub("", article.lower())
    around = _words("no_debate").sub(" ", lower.replace(sentence.lower(), " "))
    beside = len(around.split()) > AROUND and _words("debate").search(around)
    return bool(beside or _patterns("phases")["ceasefire"].search(lower))


def phase_of(stated: Stated, day: date, article: str, deployed: bool = False) -> str:
    """Give the phase: named by the clause, by its sentence, else by the day and the article (codebook, rule 9).

    Forces that are `deployed` already are there while fighting goes on.
    """
    named = _phase_named(stated.clause, stated.negative)
    if not named and stated.alone:
        named = _phase_named(stated.sentence, stated.negative)
    if named:
        return named
    if _words("open_time").search(stated.sentence.lower()):
        return "unspecified"
    if day < DEBATE_ENDS:
        return "wartime"
    if day >= AFTERMATH:
        debated = "wartime" if deployed else "ceasefire"
        return debated if _peace_debated(stated.sentence, article) else "unspecified"
    return "wartime" if re.search(r"\bwar\b|\bfighting\b", article.lower()) else "unspecified"


def format_of(sentence: str, article: str, phase: str) -> str:
    """Give the format that the sentence names; the coalition of the willing also where the article is about it."""
    for code, pattern in _patterns("formats").items():
        if pattern.search(sentence.lower()):
            return code
    if phase == "ceasefire" and _patterns("formats")["coalition"].search(article.lower()):
        return "coalition"
    return "unspecified"


@cache
def _conditional() -> frozenset[str]:
    """The positions on which conditions may stand."""
    return frozenset(code.code for code in codebook().codes["position"] if code.conditional)


@cache
def _alternatives() -> re.Pattern[str]:
    """A ceasefire "or" a peace agreement, in either order: then the weaker one is enough."""
    weak, strong = ("|".join(load("context")["conditions"][code]) for code in (WEAKER, STRONGER))
    between = r"\w*\W+(?:\w+\W+){0,3}?or\W+(?:\w+\W+){0,3}?"
    return re.compile(rf"\b(?:(?:{weak}){between}(?:{strong})|(?:{strong}){between}(?:{weak}))")


def conditions_of(sentence: str, position: str) -> list[str]:
    """Give what the sentence says must come true first, where the codebook allows conditions."""
    lower = sentence.lower().replace("’", "'")
    if position not in _conditional() or not _words("condition_words").search(lower):
        return []
    found = [code for code, pattern in _patterns("conditions").items() if pattern.search(lower)]
    return [code for code in found if code != STRONGER] if _alternatives().search(lower) else found
