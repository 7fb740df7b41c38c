"""Stage 1, parsing: questions that a report prints in lines of their own, and their answers. In: paragraphs. Out: the
same, these marked.

Told by their print: stressed, between quotation marks, or behind a label that only questions have.
"""

from dataclasses import replace
from itertools import pairwise, takewhile

from dashboard.parsing.gazetteer import officials_with_surname
from dashboard.parsing.labels import label
from dashboard.parsing.lines import addresses, is_quotation, line_of, spoken
from dashboard.parsing.named import TITLED
from dashboard.parsing.paragraph import PROSE, Paragraph, bare, words

ENOUGH = 2
"""Questions with a question mark, and answers in the voice of an "I" or "we", at least."""
SELDOM = 3
"""One in so many of the stressed lines has a question mark, at least, and of the answers to them an "I" or "we"."""
_CLOSED = ("?", ".", "!", "…", '"')


def in_stress(text: str, paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    """The same with questions and answers marked, where questions are printed in bold or italics and answers are not.

    A stressed line asks if words that are not stressed follow, the first one or the one before it with a question mark.
    None where few answers are in the voice of an "I" or "we": "**Who will go?** Poland said that it would not.".
    """
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE]
    puts = [a for a, b in pairwise(prose) if paragraphs[a].stressed and not paragraphs[b].stressed]
    marked = [n for n in puts if "?" in line_of(text, paragraphs[n])]
    if len(marked) < ENOUGH or len(marked) * SELDOM < len(puts):
        return None
    begin = max(0, puts.index(marked[0]) - 1)
    puts = [n for n in puts[begin:] if n in marked or line_of(text, paragraphs[n]).endswith(_CLOSED)]
    result = list(paragraphs)
    for n in puts:
        result[n] = replace(paragraphs[n], kind="question", label=None)
        between = [k for k in prose if k > n][: None if n < puts[-1] else 1]  # what follows the last need not be said
        for k in takewhile(lambda k: not paragraphs[k].stressed and paragraphs[k].label is None, between):
            result[k] = replace(paragraphs[k], kind="answer")
    said = {n for n, p in enumerate(result) if p.kind == "answer" and is_quotation(line_of(text, p))}
    if len(said) > len(puts) / 2:  # what stands there without quotation marks is told by the writer
        result = [p if p.kind != "answer" or n in said else paragraphs[n] for n, p in enumerate(result)]
    answers = [line_of(text, p) for p in result if p.kind == "answer"]
    own = sum(bool(words()["own_voice"].search(spoken(line))) for line in answers)
    return result if own >= ENOUGH and own * SELDOM >= len(answers) else None


def in_exchanges(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with questions and answers marked that a report quotes in lines of their own: '"Will you go?"', '"No."'.

    The first of each two asks, or speaks to a "you".
    """
    result = list(paragraphs)
    quoted = [p.kind == "body" and p.label is None and is_quotation(line_of(text, p)) for p in paragraphs]
    at = 1
    while at + 1 < len(paragraphs):
        pairs = []
        while quoted[at : at + 2] == [True, True] and _puts(line_of(text, paragraphs[at])[1:-1]):
            pairs.append(at)
            at += 2
        if any(line_of(text, paragraphs[n]).endswith('?"') for n in pairs):
            for n in pairs:
                result[n] = replace(paragraphs[n], kind="question")
                result[n + 1] = replace(paragraphs[n + 1], kind="answer")
        at += 1
    return result


def _puts(said: str) -> bool:
    """Whether quoted words ask somebody something, or speak to somebody."""
    return said.endswith("?") or addresses(said)


def by_labels(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with the questions marked that stand behind a label which mostly asks, and what is said below these.

    Two voices by turns, "HS: And soldiers?", "AH: None.", of which one asks; or several that ask, and answers without a
    label: "LA STAMPA: Will you go?" above "We might.".
    """
    labelled = [n for n, p in enumerate(paragraphs) if p.label]
    names = {n: _name(text, paragraphs[n]) for n in labelled}
    lines = {name: [line_of(text, paragraphs[n]) for n in labelled if names[n] == name] for name in names.values()}
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
    together = len(strangers) == len(lines) and _mostly_ask([line for said in lines.values() for line in said])
    if not together or len(labelled) <= ENOUGH or len(below) < len(labelled) or own * SELDOM < len(below):
        return result
    for n in labelled:
        result[n] = replace(paragraphs[n], kind="question")
        result[n + 1] = replace(paragraphs[n + 1], kind="answer")
    return result


def _name(text: str, paragraph: Paragraph) -> str:
    return bare(text[slice(*paragraph.label)]) if paragraph.label else ""


def _mostly_ask(lines: list[str]) -> bool:
    """Whether half of some lines end in a question mark."""
    return sum(line.rstrip('"').endswith("?") for line in lines) * 2 >= len(lines)


def _is_of_official(name: str) -> bool:
    """Whether a label tells an office, or a surname that officials have: they do not interview."""
    told = label(name, 0, len(name))
    return any(i.kind in TITLED or (i.kind == "name" and officials_with_surname(i.text.split()[-1])) for i in told)
