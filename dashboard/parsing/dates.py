"""Stage 1, parsing: the days that words name.

In: words of a sentence and the day they count from. Out: `Day`s, each with its basis.

"on Tuesday" is the last Tuesday on or before the day of publication; "a day earlier" counts from the day
named last; "in February" is estimated as the middle of the last such month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dashboard.parsing.lexicon import load


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it comes from: `basis` is said or published; `rule` names the kind of expression."""

    day: date
    basis: str
    rule: str


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of time in a text: its offsets and the day it means."""

    start: int
    end: int
    day: date
    rule: str


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = load("days")
    month = "|".join(sorted(words["months"], key=len, reverse=True))
    weekday = "|".join(words["weekdays"])
    number = "|".join(words["numbers"])
    return re.compile(
        rf"""(?ix)(?<![\w.])(?:
        (?P<iso>\d{{4}}-\d\d-\d\d)
        | (?P<dotted>\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})
        | (?P<dm>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmonth>{month})\b\.?(?:,?\s(?P<dyear>20\d\d))?
        | (?P<mmonth>{month})\b\.?\s(?P<md>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.:]\d)(?:,?\s(?P<myear>20\d\d))?
        | (?P<next>next|coming|this\scoming)\s(?:week|month|year|{weekday})
        | (?P<ago>{number}|\d{{1,2}})\s(?P<unit>day|week|month|year)s?\s(?P<way>ago|earlier|before|later|after\sthat)
        | (?P<eve>the\s(?:day|evening|night)\sbefore|the\sprevious\s(?:day|evening)|the\seve\b)
        | (?P<same>(?:the|that)\s(?:same|very)\s(?:day|morning|afternoon|evening|night)
            |the\ssame\s(?:broadcast|interview|conversation|speech|(?:news|press)\sconference|post|briefing))
        | (?P<following>the\s(?:next|following)\s(?:day|morning))
        | (?P<last>last|past|previous)\s(?P<what>week|month|year|night|evening|{month}|{weekday})\b
        | (?P<weekend>(?:at|over|on|during)\sthe\s(?:past\s|last\s)?weekend)\b
        | (?P<early>earlier\sthis\smonth)\b
        | (?P<weeklast>{weekday})\s(?:of\s)?last\sweek\b
        | (?P<weekday>{weekday})\b
        | (?P<rel>today|tonight|yesterday|this\s(?:morning|afternoon|evening)|earlier\sin\sthe\sday)\b
        | (?P<inmonth>(?:in|since|back\sin|of)\s(?:early\s|late\s|mid-)?
            (?P<month>{month})\b\.?(?:\s(?:of\s)?(?P<year>20\d\d))?)
        )"""
    )


@lru_cache(maxsize=1)
def calendar() -> frozenset[str]:
    """The names of days and months, which are no speakers."""
    days = load("days")
    return frozenset(name.lower() for name in (*days["weekdays"], *days["months"]))


def expressions(text: str, published: date) -> Iterator[Found]:
    """The expressions of time in a text that mean a day not after `published`, each seen from the one before."""
    current = published
    for found in _pattern().finditer(text):
        day = _day(found, published, current)
        if day is None:
            continue
        current, rule = day
        yield Found(found.start(), found.end(), current, rule)


def _day(found: re.Match[str], published: date, anchor: date) -> tuple[date, str] | None:
    part = {key: value for key, value in found.groupdict().items() if value is not None}
    if "next" in part:
        return None
    for keys, rule in (
        ({"iso"}, _iso),
        ({"dotted"}, _dotted),
        ({"dm"}, _named),
        ({"mmonth"}, _named),
        ({"ago"}, _ago),
        ({"last"}, _last),
        ({"inmonth"}, _month),
    ):
        if keys & part.keys():
            return rule(part, published, anchor)
    if "eve" in part:
        return anchor - timedelta(days=1), "day_before"
    if "same" in part:
        return anchor, "same_day"
    if "following" in part:
        return (anchor + timedelta(days=1), "day_after") if anchor < published else None
    if "weekend" in part:
        return _weekday("sunday", published - timedelta(days=1)), "weekend"
    if "early" in part:
        return published.replace(day=1), "month"
    if "weeklast" in part:
        monday = published - timedelta(days=published.weekday() + 7)
        return monday + timedelta(days=load("days")["weekdays"][part["weeklast"].lower()]), "weekday"
    if "weekday" in part:
        return _weekday(part["weekday"], published), "weekday"
    return published - timedelta(days=int(part["rel"].lower() == "yesterday")), "today"


def _weekday(name: str, published: date) -> date:
    number: int = load("days")["weekdays"][name.lower()]
    return published - timedelta(days=(published.weekday() - number) % 7)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _past(day: date | None, published: date, rule: str) -> tuple[date, str] | None:
    return (day, rule) if day is not None and day <= published else None


def _iso(part: dict[str, str], published: date, _anchor: date) -> tuple[date, str] | None:
    year, month, day = part["iso"].split("-")
    return _past(_safe(int(year), int(month), int(day)), published, "date")


def _dotted(part: dict[str, str], published: date, _anchor: date) -> tuple[date, str] | None:
    day, month, year = re.split(r"[./-]", part["dotted"])
    return _past(_safe(int(year), int(month), int(day)), published, "date")


def _named(part: dict[str, str], published: date, _anchor: date) -> tuple[date, str] | None:
    month: int = load("days")["months"][(part.get("dmonth") or part["mmonth"]).lower()]
    number = int(part.get("dm") or part["md"])
    year = part.get("dyear") or part.get("myear")
    if year:
        return _past(_safe(int(year), month, number), published, "date")
    day = _safe(published.year, month, number)
    if day is None or day <= published:
        return _past(day, published, "date")
    if day - published < timedelta(days=120):
        return None  # a date to come: "the summit on 9 July"
    return _past(_safe(published.year - 1, month, number), published, "date")


def _ago(part: dict[str, str], published: date, anchor: date) -> tuple[date, str] | None:
    words: dict[str, int] = load("days")["numbers"]
    number = (
        words.get(part["ago"].lower()) or int(part["ago"])
        if part["ago"].isdigit() or part["ago"].lower() in words
        else 1
    )
    days = number * {"day": 1, "week": 7, "month": 30, "year": 365}[part["unit"].lower()]
    way = part["way"].lower()
    if way == "ago":
        return published - timedelta(days=days), "ago"
    if way in ("earlier", "before"):
        return anchor - timedelta(days=days), "earlier"
    return _past(anchor + timedelta(days=days), published, "later")


def _last(part: dict[str, str], published: date, _anchor: date) -> tuple[date, str] | None:
    what = part["what"].lower()
    words = load("days")
    if what in words["weekdays"]:
        return _weekday(what, published - timedelta(days=1)), "weekday"
    if what in words["months"]:
        return _middle(words["months"][what], published)
    return published - timedelta(days={"night": 1, "evening": 1, "week": 7, "month": 30, "year": 365}[what]), "last"


def _month(part: dict[str, str], published: date, _anchor: date) -> tuple[date, str] | None:
    month: int = load("days")["months"][part["month"].lower()]
    if part.get("year"):
        return _past(date(int(part["year"]), month, 15), published, "month") or _past(
            date(int(part["year"]), month, 1), published, "month"
        )
    return _middle(month, published)


def _middle(month: int, published: date) -> tuple[date, str] | None:
    if month == published.month:
        return (published.replace(day=1), "month")
    return date(published.year - (month > published.month), month, 15), "month"
