"""The form of an article, its quotations and its labels; all texts are invented."""

from __future__ import annotations

import pytest

from dashboard.parsing.cast import Cast
from dashboard.parsing.descriptions import describe
from dashboard.parsing.gazetteer import officials_named
from dashboard.parsing.labels import label
from dashboard.parsing.layout import paragraphs_of
from dashboard.parsing.quotes import find_quotes

LINES = [
    ("BERLIN, Aug 19 (Agency) - Germany said no.", 0, "Germany said no."),
    ("WASHINGTON — The general said no.", 0, "The general said no."),
    ("Rome, 4 May 2024 — It took two days.", 0, "It took two days."),
    ("Poland - of all states - said no.", 0, "Poland - of all states - said no."),
    ("MR INVENTED: We are not going.", 11, "MR INVENTED: We are not going."),
    ("Details: none were given.", 0, "Details: none were given."),
]

KINDS = [
    ("Read also: Something else", "furniture"),
    ("Photo: An invented agency", "furniture"),
    ("12.30 Vienna uneasy", "heading"),
    ("A sentence that ends with a full stop.", "body"),
]

DESCRIBED = [
    ("the Slovak defence minister", {"roles": ["defence_minister"], "entity": "SVK"}),
    ("Poland's prime minister", {"roles": ["prime_minister"], "entity": "POL"}),
    ("the prime minister of Estonia", {"roles": ["prime_minister"], "entity": "EST"}),
    ("Finland's Alexander Stubb", {"name": "Alexander Stubb", "entity": "FIN"}),
    ("Donald Tusk, Poland's premier", {"name": "Donald Tusk", "roles": ["prime_minister"], "entity": "POL"}),
    ("the former president", {"roles": ["president"], "qualifiers": {"former"}}),
    ("an analyst", {"other": "analyst", "roles": []}),
    ("its ambassador in Kyiv", {"roles": ["ambassador"], "entity": "", "pronoun": "its"}),
    ("Poland's ambassador to NATO", {"roles": ["ambassador"], "entity": "POL"}),
    ("Ursula von der Leyen", {"name": "Ursula von der Leyen"}),
    ("Péter Magyar", {"name": "Péter Magyar", "entity": ""}),
    ("Ministry of Defence of the Republic of Lithuania", {"entity": "LTU", "name": ""}),
]

SPELT = [
    ("Emmanuel Macron", "Emmanuel Macron", False),
    ("Emanuel Macron", "Emmanuel Macron", True),
    ("Jonas Gahr Store", "Jonas Gahr Støre", False),
    ("Donald Tuskar-Invented", "", False),
    ("Maria Macron", "", False),
]


@pytest.mark.parametrize(("line", "labelled", "sentence"), LINES)
def test_datelines_and_labels(line: str, labelled: int, sentence: str) -> None:
    text = f"An invented headline\n\n{line}"
    paragraph = paragraphs_of(text)[1]
    assert text[paragraph.start + paragraph.lead : paragraph.end] == sentence
    assert (paragraph.label[1] - paragraph.label[0] if paragraph.label else 0) == labelled


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert paragraphs_of(f"An invented headline\n\n{line}\n\nMore of it.")[1].kind == kind


def test_questions_and_answers_of_a_transcript() -> None:
    text = "Headline\n\nReporter: Will you go?\n\nMR INVENTED: No.\n\nDaily newspaper: Why?\n\nMR INVENTED: Enough."
    assert [p.kind for p in paragraphs_of(text)] == ["headline", "question", "answer", "question", "answer"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"We go," he said.', ['"We go,"']),
        ('He said: "We go." "Now."', ['"We go."', '"Now."']),
        ('It is 5" long.', []),
        ('"We go', []),
        ('"We will go there tomorrow, all of us', ['"We will go there tomorrow, all of us']),
    ],
)
def test_quotations_from_mark_to_mark(text: str, quotes: list[str]) -> None:
    (found,) = find_quotes(text, [(0, len(text))])
    assert [text[quote.start : quote.end] for quote in found] == quotes


@pytest.mark.parametrize(("phrase", "expected"), DESCRIBED, ids=lambda case: str(case)[:40])
def test_what_a_phrase_says(phrase: str, expected: dict[str, object]) -> None:
    found = describe(label(phrase))
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(("written", "name", "misspelt"), SPELT)
def test_names_of_the_record_also_misspelt(written: str, name: str, misspelt: bool) -> None:
    rows, wrong = officials_named(written)
    assert (rows[0].name if rows else "", wrong) == (name, misspelt)


def test_a_surname_is_whoever_bears_it_in_the_article() -> None:
    cast = Cast([label("Petr Fiala met Jan Invented and Radim Fiala.")])
    assert [person.name for person in cast.named("Invented")] == ["Jan Invented"]
    assert len(cast.named("Fiala")) == 2
    assert cast.named("Somebody") == []


@pytest.mark.parametrize("name", ["ČERNOCHOVÁ", "ŁUKOWSKI", "ŞAHIN (arriving)", "Żukowska", "Óscar Puente"])
def test_a_label_may_begin_with_any_capital(name: str) -> None:
    paragraph = paragraphs_of(f"An invented headline\n\n{name}: We will see.")[1]
    assert paragraph.label == (22, 22 + len(name))


def test_a_bracket_that_is_not_closed_is_no_label() -> None:
    text = "An invented headline\n\nCzechia (Prime Minister Petr Fiala: no need); Germany (Olaf Scholz)."
    assert paragraphs_of(text)[1].label is None


def test_a_question_may_be_marked_by_a_q_without_a_colon() -> None:
    text = "An invented headline\n\nQ    And the others, Mr. President \u2014\n\nTHE PRESIDENT: They will see."
    assert paragraphs_of(text)[1].kind == "question"


def test_a_label_stands_above_a_quotation_or_before_it() -> None:
    below = paragraphs_of('A headline\n\nMinister Ana Petrie:\n\n"We will go."\n\n8.30 Petrie:\n"Soon."\n')
    before = paragraphs_of('A headline\n\nMinister Ana Petrie: "We will go."\n\n8.30 Petrie: "Soon."\n')
    assert [p.kind for p in below] == [p.kind for p in before]
    assert [p.label and p.label[1] - p.label[0] for p in below] == [p.label and p.label[1] - p.label[0] for p in before]


@pytest.mark.parametrize("heading", ["Ana Petrie:", "PETRIE:"])
def test_a_heading_with_a_colon_above_what_the_writer_tells_is_no_label(heading: str) -> None:
    text = f"A headline\n\n{heading}\n\nThe minister was brief. She would not send anybody.\n"
    assert [text[p.start : p.start + 12] for p in paragraphs_of(text)][-1] == "The minister"


@pytest.mark.parametrize(
    "line",
    [
        "Oslo on Petrie:",
        "Background on Petrie:",
        "Open Letter to Petrie:",
        "Reaction to Minister Petrie:",
        "Anger at Petrie:",
        "Questions for Petrie:",
        "Credits:",
    ],
)
def test_a_line_above_a_quotation_that_is_about_somebody_is_no_label(line: str) -> None:
    text = f'A headline\n\n{line}\n\n"She will go."\n'
    assert [text[p.start : p.end] for p in paragraphs_of(text)] == ["A headline", line, '"She will go."']


def test_a_sentence_that_ends_in_a_colon_is_no_label() -> None:
    found = paragraphs_of("A headline\n\nThe ministers offered this:\n\nNorway will send staff.\n")
    assert [p.label for p in found] == [None, None, None]
