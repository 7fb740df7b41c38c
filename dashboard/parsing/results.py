"""Stage 1, parsing: what a run gets from an article. In: an `Article`. Out: rows to print, notes on what was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard.parsing.article import SENTENCE_CAP, Article
from dashboard.parsing.candidates import Candidate, candidates_in
from dashboard.parsing.explain import columns_of, explained
from dashboard.parsing.reading import Reading, attributions_in, read
from dashboard.parsing.run import row_names

Row = dict[str, Any]
Result = tuple[list[Row], list[str]]


def row_of(candidate: Candidate, fields: Sequence[str]) -> Row:
    """A candidate with every field of a statement; its `id` is empty, since the record gives it on acceptance."""
    values = {"id": "", "origin": "parsed", **candidate.model_dump()}
    return {name: values[name] for name in row_names(fields)} | {"rules": list(candidate.rules)}


def _notes(reading: Reading) -> list[str]:
    """What is said of sentences that are too long to be any."""
    found = []
    for span in reading.left:
        start, end = reading.original(span)
        found.append(f"characters {start} to {end} hold no end of a sentence: more than {SENTENCE_CAP} are not parsed")
    return found


def statements(article: Article, fields: Sequence[str]) -> Result:
    """The candidates of an article, one row each. Raises `ValueError` where it has no day of publication."""
    reading = read(article)
    return [row_of(candidate, fields) for candidate in candidates_in(reading)], _notes(reading)


def proposals(article: Article, fields: Sequence[str]) -> list[Row]:
    """The candidates of an article for people to decide on: rows that also say where speaker, cue and stance stand."""
    found = [finding for finding in explained(read(article)) if not finding.left_out]
    return [row_of(finding.candidate, fields) | columns_of(finding.marks) for finding in found]


def explanation(article: Article, fields: Sequence[str]) -> Result:
    """The whole article in one row, with each candidate's marks in it and its reasons in words."""
    reading = read(article)
    findings = [
        {
            "row": row_of(finding.candidate, fields),
            "left_out": finding.left_out,
            "marks": dict(finding.marks),
            "reasons": finding.reasons,
        }
        for finding in explained(reading)
    ]
    return [{"article": article.model_dump(mode="json"), "findings": findings}], _notes(reading)


def attributions(article: Article, _fields: Sequence[str] = ()) -> Result:
    """The attributions of an article on any topic, one row each."""
    reading = read(article)
    return list(attributions_in(reading)), _notes(reading)


BY_JOB: dict[str, Callable[[Article, Sequence[str]], Result]] = {
    "statements": statements,
    "attributions": attributions,
    "explanation": explanation,
}
"""What each kind of `Job` does with an article."""
