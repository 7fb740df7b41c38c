"""Stage 1, parsing: questions that a report prints in lines of their own, and their answers. In: paragraphs. Out: the
same, these marked.

Told by their print: stressed, between quotation marks, or behind a label that only questions have.
"""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from dashboard.parsing.addressees import addressees
from dashboard.parsing.gazetteer import officials_with_surname
from dashboard.parsing.labels import label
from dashboard.parsing.lines import addresses, is_quotation, line_of, name_of, spoken
from dashboard.parsing.named import TITLED
from dashboard.parsing.paragraph import PROSE, Paragraph, words

ENOUGH = 2
"""Questions with a question mark, and answers in the voice of an "I" or "we", at least."""
SELDOM = 3
"""One in so many of the stressed lines has a question mark, at least, and of the answers to them an "I" or "we"."""
_CLOSED = ("?", ".", "!", "…", '"')


def in_stress(text: str, paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    """The same with questions and answers marked, where questions are printed in bold or italics and answers are not.

    A stressed line asks if words that are not stressed follow, the first one or the one before it with a question mark.
    None where no question speaks to a "you", or few answers are in the voice of an "I" or "we": "**Who will go?** The
    minister said that nobody would.".
    """
    lines = [line_of(text, p) for p in paragraphs]
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE]
    puts = [a for a, b in pairwise(prose) if paragraphs[a].stressed and not paragraphs[b].stressed]
    marked = [n for n in puts if "?" in lines[n]]
    if len(marked) < ENOUGH or len(marked) * SELDOM < len(puts):
        return None
    puts = [n for n in puts[max(0, puts.index(marked[0]) - 1) :] if "?" in lines[n] or lines[n].endswith(_CLOSED)]
    if not any(addresses(lines[n]) for n in puts) or any(_is_of_official(name_of(text, paragraphs[n])) for n in puts):
        return None
    result = list(paragraphs)
    for n in puts:
        result[n] = replace(paragraphs[n], kind="question", label=None)
    for before, n in pairwise(prose):
        after = result[before].kind
        last = before - 1 == puts[-1]  # what follows the last answer need not be said
        goes_on = after == "answer" and not last and words()["own_voice"].search(spoken(lines[n]))
        if not paragraphs[n].stressed and paragraphs[n].label is None and (after == "question" or goes_on):
            told = words()["sayers"].search(lines[n])
            result[n] = paragraphs[n] if told else replace(paragraphs[n], kind="answer")
    said = {n for n, p in enumerate(result) if p.kind == "answer" and is_quotation(lines[n])}
    if len(said) > len(puts) / 2:  # what stands there without quotation marks is told by the writer
        result = [p if p.kind != "answer" or n in said else paragraphs[n] for n, p in enumerate(result)]
    answers = [lines[n] for n, p in enumerate(result) if p.kind == "answer"]
    own = sum(bool(words()["own_voice"].search(spoken(line))) and not addresses(line) for line in answers)
    return result if own >= ENOUGH and own * SELDOM >= len(answers) else None


def in_exchanges(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with questions and answers marked that a report quotes in lines of their own: '"Will you go?"', '"No."'.

    The first of each two asks, or speaks to a "you"; the second does not ask, and speaks to nobody by office.
    """
    result = list(paragraphs)
    lines = [line_of(text, p) for p in paragraphs]
    quoted = [p.kind == "body" and p.label is None and is_quotation(lines[n]) for n, p in enumerate(paragraphs)]
    at = 1
    while at + 1 < len(paragraphs):
        pairs = []
        while quoted[at : at + 2] == [True, True] and _puts(lines[at][1:-1]) and _replies(lines[at + 1][1:-1]):
            pairs.append(at)
            at += 2
        if any(lines[n].endswith('?"') for n in pairs):
            for n in pairs:
                result[n] = replace(paragraphs[n], kind="question")
                result[n + 1] = replace(paragraphs[n + 1], kind="answer")
        at += 1
    return result


def _puts(said: str) -> bool:
    """Whether quoted words ask somebody something, or speak to somebody."""
    return said.endswith("?") or addresses(said)


def _replies(said: str) -> bool:
    """Whether quoted words may answer: sentences, not one question, and to nobody: "We do not, Mr President."."""
    asks = said.endswith("?") and not any(mark in said for mark in (". ", "! "))
    return said.endswith((".", "!", "…", "?")) and not asks and not any(addressees(label(said)))


def by_labels(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with the questions marked that stand behind a label which mostly asks, and what is said below these.

    Two voices by turns, "HS: And soldiers?", "AH: None.", of which one asks; or several that ask, and answers without a
    label: "LA STAMPA: Will you go?" above "We might.".
    """
    labelled = [n for n, p in enumerate(paragraphs) if p.label]
    names = {n: name_of(text, paragraphs[n]) for n in labelled}
    lines: dict[str, list[str]] = defaultdict(list)
    for n in labelled:
        lines[names[n]].append(line_of(text, paragraphs[n]))
    strangers = {name for name in lines if not _is_of_official(name)}
    askers = {name for name in strangers if _mostly_ask(lines[name])}
    result = list(paragraphs)
    if len(lines) == 2 and len(askers) == 1 and len(labelled) > 2 * ENOUGH:
        for n in labelled:
            result[n] = replace(paragraphs[n], kind="question" if names[n] in askers else "answer")
        return result
    below = [
        n + 1 for n in labelled if n + 1 < len(paragraphs) and n + 1 not in names and paragraphs[n + 1].kind in PROSE
    ]
    own = sum(bool(words()["own_voice"].search(spoken(line_of(text, paragraphs[n])))) for n in below)
    put = [line for said in lines.values() for line in said]
    together = len(strangers) == len(lines) and _mostly_ask(put) and any(map(addresses, put))
    if not together or len(labelled) <= ENOUGH or len(below) < len(labelled) or own * SELDOM < len(below):
        return result
    for n in labelled:
        result[n] = replace(paragraphs[n], kind="question")
        result[n + 1] = replace(paragraphs[n + 1], kind="answer")
    return result


def _mostly_ask(lines: list[str]) -> bool:
    """Whether half of some lines end in a question mark."""
    return sum(line.rstrip('"').endswith("?") for line in lines) * 2 >= len(lines)


def _is_of_official(name: str) -> bool:
    """Whether a label tells an office, a surname that officials have, a state or a party: they do not interview."""
    kinds = (*TITLED, "place", "party", "body", "named")
    told = [] if words()["no_labels"].search(name) else label(name, 0, len(name))  # "To Ana Example:"
    return any(i.kind in kinds or (i.kind == "name" and officials_with_surname(i.text.split()[-1])) for i in told)
