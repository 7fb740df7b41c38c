"""Stage 1, parsing: lines in capitals alone, as agencies send alerts, in the letters of prose. In: a text. Out: one.

"FICO: WE WILL NOT SEND TROOPS" becomes "Fico: We will not send troops", letter for letter, so that no position moves: a
language model takes each word in capitals for a name.
"""

import json
import re
from functools import lru_cache

from dashboard.parsing.gazetteer import gender_of, officials_with_surname
from dashboard.parsing.labels import label, tokens_of, vocabulary
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import is_word

FEWEST = 4
"""Words of a line, at least: fewer are a heading, a dateline or a label."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTENED = re.compile(r"(?<=\w)'(?:S|T|D|M|LL|RE|VE)\b")
_OPENING = re.compile(r"(?:[?!:\"]|\w\w\.)\W*$")
OPENING = 8
"""Characters before a word that tell whether it begins a sentence."""


def in_prose(text: str) -> str:
    """The text, its lines in capitals written as prose is; as long as it was."""
    lines = text.split("\n")
    shouted = {place: line for place, line in enumerate(lines) if line.isupper() and len(line.split()) >= FEWEST}
    for place, line in shouted.items():
        lines[place] = _written(line)
    return "\n".join(lines) if shouted else text


def _written(line: str) -> str:
    line = _SHORTENED.sub(lambda found: found.group().lower(), line)
    tokens = tokens_of(line)
    place, titled = _end_of_label(tokens), False
    words = [_titled(token) for token, _, _ in tokens[:place]]
    while place < len(tokens):
        phrase = _phrase(tokens, place)
        words += phrase or [_in_sentence(line, tokens[place], titled=titled)]
        titled = bool(phrase) or bool(gender_of(f"{tokens[place][0]} X"))  # "NORWEGIAN PM STORE", "GORDON BROWN"
        place += len(phrase) or 1
    pieces, last = [], 0
    for word, (token, start, end) in zip(words, tokens, strict=True):
        pieces += [line[last:start], word if len(word) == len(token) else token]  # "İ" is two characters in small
        last = end
    return "".join([*pieces, line[last:]])


def _in_sentence(line: str, token: tuple[str, int, int], *, titled: bool) -> str:
    """A word that is part of no phrase: with a capital where a sentence begins, or, behind a title, as a surname."""
    text, start, _ = token
    word = _each(text, as_name=titled and bool(officials_with_surname(text)))
    before = line[max(0, start - OPENING) : start]
    opens = _OPENING.search(before) or not any(map(str.isalnum, line[:start] if start < OPENING else before))
    return word[:1].upper() + word[1:] if opens else word


def _end_of_label(tokens: list[tuple[str, int, int]]) -> int:
    """How many words before the first colon are all of an office, a body or a name: "GERMAN GOVERNMENT SPOKESMAN:"."""
    colon = next((place for place, (token, _, _) in enumerate(tokens) if token == ":"), 0)
    items = label(" ".join(_each(token, as_name=True) for token, _, _ in tokens[:colon]))
    known = all(item.kind not in ("name", "word") or _is_label(item.text) for item in items)
    return colon if colon and known and any(item.kind in ("role", "body", "named") for item in items) else 0


def _is_label(text: str) -> bool:
    """Whether words of a label are a name, a mark, or join its titles."""
    return all(map(_may_be_name, _WORD.findall(text.upper()))) or _joins_titles(text)


def _joins_titles(text: str) -> bool:
    return text.lower() in load("layout")["joins_titles"]


def _titled(token: str) -> str:
    """A word of a title: a name, but for those that join titles, "MINISTER OF DEFENCE"."""
    return _each(token, as_name=not _joins_titles(token))


def _phrase(tokens: list[tuple[str, int, int]], place: int) -> list[str]:
    """The words of the longest name of the lexicon that stands at a place, or of an office before a name, as they are
    written; none where neither does.
    """
    for phrase, kind, _, how in vocabulary().phrases.get(tokens[place][0].lower(), ()):
        end = place + len(phrase)
        found = [token for token, _, _ in tokens[place:end]]
        if how and found == [word if word == "'s" else word.upper() for word in phrase]:
            return list(phrase)
        named = any(_may_be_name(token) for token, _, _ in tokens[end : end + 1] if _WORD.match(token))
        if kind == "role" and named and [token.lower() for token in found] == list(phrase):
            return [_titled(token) for token in found]
    return []


def _may_be_name(word: str) -> bool:
    """Whether a word in capitals is no other word, or is the surname of an official: "STORE"."""
    return _word(word)[:1].isupper() or bool(officials_with_surname(word))


def _each(token: str, *, as_name: bool = False) -> str:
    """The parts of a word, "NATO-LED", as each is written."""
    return _WORD.sub(lambda part: _word(part.group(), as_name=as_name), token)


def _word(word: str, *, as_name: bool = False) -> str:
    """A word in capitals as it is written within a sentence: as a name where no list has it, or where asked."""
    small, kept = word.lower(), load("capitals")["kept"]
    if word in kept or not word.isupper():
        return word
    if word[-1] == "S" and word[:-1] in kept:
        return f"{word[:-1]}s"
    for phrase, _, _, how in vocabulary().phrases.get(small, ()):
        if how and len(phrase) == 1 and phrase[0].upper() == word:
            return phrase[0]  # a part of a word: "NATO-LED"
    named = as_name or (bool(officials_with_surname(word)) and small not in load("capitals")["words"])
    return small if not named and (small in _listed() or is_word(small)) else word.capitalize()


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """The words in small letters of the lists that the parser reads by."""
    lists = (json.dumps(load(name), ensure_ascii=False) for name in load("capitals")["lists"])
    return frozenset(word for text in lists for word in re.findall(r"\b[a-z]+\b", text))
