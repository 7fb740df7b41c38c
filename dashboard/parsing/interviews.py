"""Stage 1, parsing: the questions and answers of an interview. In: paragraphs. Out: the same, some marked as these.

Marked only where the form is plain: labels, or questions in alternation with answers.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, takewhile

from dashboard.parsing.addressees import addressees
from dashboard.parsing.exchanges import by_labels, in_exchanges, in_stress
from dashboard.parsing.labels import label
from dashboard.parsing.lines import addresses, asks, is_own, is_quotation, line_of, name_of, outside, spoken
from dashboard.parsing.paragraph import PROSE, Paragraph, words

_SHORT_OPENER = re.compile(r"\S+ \S+[.:] ")
QUESTIONS = 3
"""Paragraphs that end in a question mark, at least, where an interview bears no labels, nor says that it is one."""
ASKED, PUT = 2, 4
"""Paragraphs at least that end in a question mark, and those that do so or speak to a "you", where they take turns with
answers and nothing else tells of an interview."""
SHORT = 300
"""Characters of a question without a question mark, at most."""


def interview(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Mark questions and answers where the form of an interview is plain: labels, or questions in alternation."""
    found = _marked(text, paragraphs)
    return found if any(p.kind in ("question", "answer") for p in found) else in_exchanges(text, found)


def _marked(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with those of an interview marked: of an article that is one."""
    if sum(p.stressed and line_of(text, p).endswith("?") for p in paragraphs) >= ASKED:
        told_apart = in_stress(text, paragraphs)
        if told_apart is not None or not any(p.label for p in paragraphs):
            return told_apart or paragraphs  # else the questions of an explainer
    named = [name_of(text, p) for p in paragraphs if p.label]
    repeated = {name for name in named if named.count(name) > 1}
    result = [replace(p, kind=_labelled(name_of(text, p), p.kind, repeated)) if p.label else p for p in paragraphs]
    if not any(p.kind == "question" for p in result):
        result = by_labels(text, result)
    body = [p for p in result if p.kind in (*PROSE, "answer")]
    questions = [p for p in result if p.kind in PROSE and p.label is None and asks(line_of(text, p))]
    labelled = any(p.kind == "answer" for p in result)
    if len(questions) < QUESTIONS and (labelled or not _is_announced(text, body)):
        return result if labelled else _in_pairs(text, result) or _in_turns(text, result) or result
    if not labelled and (answered := _in_quotation_marks(text, result)) is not None:
        return answered
    if not (labelled or any(p.kind == "question" for p in result) or _is_talk(text, body)):
        return result  # an explainer: "Who will go? Poland said that it would not."
    asked = labelled or any(p.kind == "question" for p in result)
    in_step = result if asked else _in_step(text, result)
    if len(questions) * 4 >= len(body) or (len(questions) * 6 >= len(body) and not asked and _talk(text, in_step)):
        return _alternate(text, in_step, labelled)
    return result


def _is_announced(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether the lines before the first question tell of an interview, an answer follows each question, and nothing
    is quoted from there on. One answer at least is in the voice of an "I" or "we".
    """
    lines = [line_of(text, paragraph) for paragraph in paragraphs]
    asked = [number for number, line in enumerate(lines) if asks(line)]
    if not asked or asked[-1] + 1 == len(lines) or any('"' in line for line in lines[asked[0] :]):
        return False
    answers = [lines[number + 1] for number in asked]
    told = words()["interviews"].search(text[: paragraphs[asked[0]].start])
    return told is not None and any(words()["own_voice"].search(line) and not asks(line) for line in answers)


def _in_quotation_marks(text: str, paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    """The same with questions and answers marked, where each answer is a quotation and no question is.

    None where fewer than three of these questions have a question mark.
    """
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE and p.label is None]
    asked = 0
    result = list(paragraphs)
    for before, after in pairwise(prose):
        line = line_of(text, paragraphs[before])
        open_ = asked or line.endswith("?")
        if open_ and '"' not in line and len(line) < SHORT and is_quotation(line_of(text, paragraphs[after])):
            asked += line.endswith("?")
            result[before] = replace(paragraphs[before], kind="question")
            result[after] = replace(paragraphs[after], kind="answer")
    return result if asked >= QUESTIONS else None


def _is_talk(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether a question speaks to a "you", or an answer in the voice of an "I" or "we"."""
    lines = [line_of(text, paragraph) for paragraph in paragraphs]
    begin = next((number for number, line in enumerate(lines) if asks(line)), len(lines))
    return any(asks(line) and addresses(line) for line in lines) or any(
        words()["own_voice"].search(spoken(line)) for line in lines[begin + 1 :]
    )


def _labelled(name: str, kind: str, repeated: set[str]) -> str:
    if words()["question"].fullmatch(name):
        return "question"
    return "answer" if words()["answer"].fullmatch(name) or name in repeated else kind


def _talk(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether more than one question speaks to a "you", and more than one answer in the voice of an "I"."""
    asked = [line_of(text, p) for p in paragraphs if p.kind == "question"]
    own = [line_of(text, p) for p in paragraphs if p.kind == "answer"]
    mine = [line for line in own if line[0] != '"' and words()["own_voice"].search(outside(line))]
    return sum(addresses(line) for line in asked) > 1 and len(mine) > 1


def _in_step(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Where the questions that bear a mark leave room for one answer to each question, those without one between them.

    "Will you go? / No. / Your minister says you will. / He is wrong. / Is he? / Yes."
    """
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE]
    sure = [place for place, n in enumerate(prose) if asks(line_of(text, paragraphs[n]))]
    if any((after - before) % 2 for before, after in pairwise(sure)):
        return paragraphs
    first = sure[0]
    while first >= 2 and addresses(line_of(text, paragraphs[prose[first - 2]])):
        first -= 2
    result = list(paragraphs)
    for place in range(first, len(prose)):
        kind = "answer" if (place - first) % 2 else "question"
        if kind == "question" or place < sure[-1] + 2:  # what follows the last answer need not be one
            result[prose[place]] = replace(paragraphs[prose[place]], kind=kind)
    return result


def _in_turns(text: str, paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    """Where every other paragraph is a question or speaks to a "you", and half of those between speak as "I" or "we".

    "Mr Example, your neighbours will go. / They may. / You said so in May. / I did. / And now? / Now we wait."
    """
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE and p.label is None]
    lines = [line_of(text, paragraphs[n]) for n in prose]
    asked = [place for place, line in enumerate(lines) if asks(line)]
    if len(asked) < ASKED or len({place % 2 for place in asked}) > 1 or _begin_alike(lines):
        return None
    put = [place for place in range(asked[0] % 2, len(lines), 2) if place in asked or addresses(lines[place])]
    turns = range(put[0], min(put[-1] + 2, len(lines)))
    if len(put) < PUT or len(put) * 2 < len(turns[::2]) or not _own(lines[place] for place in turns[1::2]):
        return None
    above = text[: paragraphs[prose[put[0]]].start]
    if not (
        words()["interviews"].search(above) or any(to.sure for place in put for to in addressees(label(lines[place])))
    ):
        return None  # an essay, a speech or a dialogue of a report
    return _paired(paragraphs, [prose[place] for place in turns])


def _in_pairs(text: str, paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    """Where paragraphs stand in pairs without a blank line within, and one pair at least is a question with its answer.

    "Will you go?\\nWe might.", "Your neighbours will.\\nI know.": the first speaks to a "you", half of the latter as
    "I" or "we", and none of these asks.
    """
    prose = [n for n, p in enumerate(paragraphs) if p.kind in PROSE and p.label is None]
    parted = ["\n\n" in text[paragraphs[a].end : paragraphs[b].start] for a, b in pairwise(prose)]
    first = next((place for place, gap in enumerate(parted) if not gap), len(prose))
    pairs = list(
        takewhile(
            lambda place: not parted[place] and parted[place + 1 : place + 2] != [False], range(first, len(parted), 2)
        )
    )
    lines = [(line_of(text, paragraphs[prose[place]]), line_of(text, paragraphs[prose[place + 1]])) for place in pairs]
    asked = [question for question, _ in lines if asks(question)]
    if (
        len(lines) < PUT
        or not (asked and addresses(lines[0][0]))
        or any(asks(answer) for _, answer in lines)
        or _begin_alike([q for q, _ in lines])
    ):
        return None
    if not _own(answer for _, answer in lines):
        return None
    return _paired(paragraphs, [prose[place + more] for place in pairs for more in (0, 1)])


def _own(answers: Iterable[str]) -> bool:
    """Whether half of some answers speak as "I" or "we"."""
    own = [bool(words()["own_voice"].search(outside(line))) for line in answers]
    return sum(own) * 2 >= len(own)


def _begin_alike(lines: list[str]) -> bool:
    """Whether two lines begin with the same label, in a form that is not read as one: "Mr. GAETZ. ..."."""
    labels = [found.group() for line in lines if (found := _SHORT_OPENER.match(line))]
    return len(set(labels)) < len(labels)


def _paired(paragraphs: list[Paragraph], turns: list[int]) -> list[Paragraph]:
    """The same with some marked in turn as questions and answers."""
    kinds = {number: ("question", "answer")[place % 2] for place, number in enumerate(turns)}
    return [replace(p, kind=kinds.get(n, p.kind)) for n, p in enumerate(paragraphs)]


def _alternate(text: str, paragraphs: list[Paragraph], labelled: bool) -> list[Paragraph]:
    """Questions end with a question mark, or stand alone between two answers and speak to a "you"."""
    result: list[Paragraph] = []
    started = False
    for paragraph in paragraphs:
        line = line_of(text, paragraph)
        kind = paragraph.kind
        if kind in (*PROSE, "question"):
            after_answer = bool(result) and result[-1].kind == "answer"
            short = addresses(line) and len(line) < SHORT
            replies = bool(result) and result[-1].kind == "question" and is_own(line)
            put = (asks(line) and not replies) or (started and after_answer and short and not line.startswith('"'))
            if kind == "question" or put:
                kind, started = "question", True
            elif started and (not labelled or line.startswith('"')) and kind == "body" and _replies(result):
                kind = "answer"
        result.append(replace(paragraph, kind=kind))
    return result


def _replies(before: list[Paragraph]) -> bool:
    return bool(before) and before[-1].kind in ("question", "answer")
