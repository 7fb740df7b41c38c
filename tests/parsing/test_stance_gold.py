"""The parser stays as good on the gold texts for development as it was; `benchmarks/accuracy.py` prints more."""

from datetime import date

import pytest

from benchmarks.gold import articles, contrast
from benchmarks.match import agreement, rates, tally
from dashboard.parsing.article import Article
from dashboard.parsing.candidates import candidates_in
from dashboard.parsing.reading import read

LEAST_EXACT = {"dev": 0.84, "own": 0.84}
"""Share of contrast items wholly right, a little below what was reached."""
LEAST_F1 = 0.70
"""F1 of the statements in a part of the articles, well below what was reached on them."""


def _tallies(items):
    for item in items:
        article = Article(id=item.id, text=item.text, published=date.fromisoformat(item.published))
        yield tally(item, [found.model_dump() for found in candidates_in(read(article))], agreement())


@pytest.mark.parametrize("name", LEAST_EXACT)
def test_contrast_sentences_stay_right(name):
    tallies = list(_tallies(contrast(name)))
    assert sum(found.exact for found in tallies) / len(tallies) >= LEAST_EXACT[name]


def test_statements_in_articles_are_still_found():
    assert rates(list(_tallies(articles("dev")[::3]))).f1 >= LEAST_F1
