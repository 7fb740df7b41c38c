"""Stage dataset: single values, as every file of the record writes them.

In: a value of a file; out: the same, or what is allowed instead. A day is a day as people read it: a number that could
be a time stamp, or a time of day, is none.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

NON_JOINER, JOINER = "\u200c", "\u200d"
VIRAMA = 9
"""The canonical combining class of the signs that take the vowel off an Indic letter."""
PICTURED = re.compile("[\ufe0f\u2194\U0001f3fb-\U0001f3ff]")
"""What an emoji may have at a joiner beside other symbols: the mark of its form, an arrow, the colour of a skin."""


def not_allowed(allowed: str) -> PydanticCustomError:
    """The error of a validator: it says what is allowed instead."""
    return PydanticCustomError("not_allowed", "{allowed}", {"allowed": allowed})


def day_of(text: str) -> dt.date | None:
    """A day written YYYY-MM-DD; None where it is none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None  # other ISO forms of a day are not what we write


def visible(text: str) -> str:
    """A text without the signs that nobody sees (zero-width spaces, soft hyphens, marks of direction): with one of them
    two names that look the same would be two. Joiners stay where they shape letters or make one emoji of several.
    """
    return "".join(
        sign
        for place, sign in enumerate(text)
        if unicodedata.category(sign) != "Cf"
        or _shapes(sign, text[max(0, place - 1) : place], text[place + 1 : place + 2])
    )


def one_line(text: str) -> str:
    """What somebody typed as one line of signs that are seen, without space at either end."""
    return " ".join(visible(text).split())


def _shapes(sign: str, before: str, after: str) -> bool:
    """Whether a sign is a joiner beside an Arabic letter or an Indic virama (in short what RFC 5892, appendix A, asks),
    or one between the parts of an emoji (Unicode Technical Standard 51).
    """
    if sign not in (NON_JOINER, JOINER):
        return False
    return any(map(_is_shaped, before + after)) or (sign == JOINER and _is_emoji(before) and _is_emoji(after))


def _is_shaped(sign: str) -> bool:
    # a mark of direction counts as an Arabic letter, and can't be printed
    return unicodedata.combining(sign) == VIRAMA or (unicodedata.bidirectional(sign) == "AL" and sign.isprintable())


def _is_emoji(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign) == "So" or PICTURED.match(sign) is not None)


def plain(value: Any) -> Any:
    """A value of a file as it is; a text must be one line that is seen whole, without space at either end, or
    `not_allowed` is raised.
    """
    if isinstance(value, str):
        if value != value.strip():
            raise not_allowed("no space at either end")
        if not value.isprintable():
            if any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp") for sign in value):
                raise not_allowed("one line of text without control characters")
            if value != visible(value):
                raise not_allowed(
                    "no sign that nobody sees: no zero-width space, soft hyphen, mark of direction or needless joiner"
                )
    return value


def _day(value: Any) -> dt.date:
    day = day_of(value) if isinstance(value, str) else value
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise not_allowed("a day as YYYY-MM-DD")
    return day


Day = Annotated[dt.date, BeforeValidator(_day)]
Line = Annotated[str, BeforeValidator(plain)]
Text = Annotated[str, Field(min_length=1), BeforeValidator(plain)]
