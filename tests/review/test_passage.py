"""The article with marks: what is shown is the text, and what is marked is what was found. All texts are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_help import SENTENCE, TEXT

from dashboard.review.errors import DecidedAlreadyError
from dashboard.review.words import load_words
from dashboard.ui.inbox_passage import blocks, paragraphs, window

NAMES = [look.name for look in load_words().spans]
LABEL = re.compile("\u00a0:small\\[\\*\\*[^]]*?\\*\\*\\]")
DIRECTIVE = re.compile(r':color\[((?:\\.|[^\\\]])*)\]\{foreground="#\w+" background="#\w+"\}')
WORDS = st.text(alphabet='ab .,:[]{}*"“\n#קا\u00a0\x1c\u202e', max_size=80)


def bare(markdown):
    """What a reader sees: no directives, no labels, no escapes."""
    without = DIRECTIVE.sub(r"\1", LABEL.sub("", markdown))
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", without)


@st.composite
def texts_with_spans(draw):
    text = draw(WORDS)
    place = st.integers(0, len(text) + 3)
    spans = draw(st.dictionaries(st.sampled_from([*NAMES, "unknown"]), st.tuples(place, place), max_size=4))
    return text, {name: (min(span), max(span)) for name, span in spans.items()}


@given(texts_with_spans(), st.sampled_from(["light", "dark"]))
def test_shown_text_is_the_text(given_text, theme):
    text, spans = given_text
    shown = "".join(bare(one) for _, one in paragraphs(text, spans, theme))
    assert re.sub(r"\s", "", shown) == re.sub(r"[\s\u202e]", "", text)


@given(texts_with_spans())
def test_blocks_are_all_paragraphs_in_order(given_text):
    shown = [part.strip("\u2068\u2069") for block, _ in blocks(*given_text, "light") for part in block.split("\n\n")]
    assert shown == [markdown for _, markdown in paragraphs(*given_text, "light")]


def test_what_is_read_from_right_to_left_is_a_block_of_its_own():
    text = "He said so.\nAnd more.\n«אמר» in Tel Aviv.\n2 قال\nThe end: قال."
    assert list(blocks(text, {}, "light")) == [
        ("He said so\\.\n\nAnd more\\.", False),
        ("\u2068«אמר» in Tel Aviv\\.\u2069\n\n\u20682 قال\u2069", True),
        ("The end\\: قال\\.", False),
    ]


def test_each_mark_has_its_label_at_its_end():
    start = TEXT.index(SENTENCE)
    spans = {"evidence": (start, start + len(SENTENCE)), "speaker": (start, start + len("Adam Muster"))}
    (_, first), (_, second) = paragraphs(TEXT, spans, "light")
    assert ":color[Adam Muster\u00a0:small[**speaker**]]" in first
    assert first.endswith('evidence**]]{foreground="#3f3500" background="#f6efcf"}')
    assert ":color" not in second


@given(texts_with_spans())
def test_window_holds_the_evidence(given_text):
    text, spans = given_text
    span = spans.get("evidence", (0, 0))
    start, end = window(text, span)
    assert 0 <= start <= end <= len(text)
    assert start <= min(span[0], len(text))
    assert end >= min(span[1], len(text))


def test_window_of_a_long_article_is_a_part_of_it():
    text = "\n\n".join(f"Paragraph {n} of an invented article. " + "Words. " * 20 for n in range(200))
    begin = text.index("Paragraph 100")
    start, end = window(text, (begin, begin + 20))
    assert text[start:].startswith("Paragraph")
    assert 300 < end - start < 4000


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("look", load_words().spans, ids=lambda look: look.name)
def test_marks_can_be_read(look):
    for mark in (look.light, look.dark):
        high, low = sorted((luminance(mark.colour), luminance(mark.text)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 7  # WCAG 2.2, success criterion 1.4.6


def test_marks_and_reasons_are_told_apart():
    words = load_words()
    for values in (
        [look.name for look in words.spans],
        [look.label for look in words.spans],
        [look.light.colour for look in words.spans],
        [look.dark.colour for look in words.spans],
        words.reasons,
    ):
        assert len(set(values)) == len(values)
    assert 1 <= len(words.reasons) <= 9  # one key each


def test_a_decision_that_was_made_is_told_in_the_words_of_the_data():
    assert {
        action: str(DecidedAlreadyError("It", action, "Rita", "2026-03-02T09:30")) for action in load_words().done
    } == {
        action: f"It was decided already: {done} by Rita, 2026-03-02 09:30 UTC; take that back first"
        for action, done in (("accept", "accepted"), ("edit", "edited and accepted"), ("reject", "rejected"))
    }
