"""One statement: each field damaged in turn, each rule between fields, both ways. All words are invented."""

from __future__ import annotations

import pytest
from builders import CONTEXT, INSTITUTION, MOVER, TRACE, WORDS, make_statement
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.problems import Problem
from dashboard.dataset.statement import CODED, as_json, json_schema, read_statement, web_address
from dashboard.dataset.values import visible

FILE = "ADV.json"
COLUMNS = CONTEXT.codebook.columns
DAYS = ("date", "source_date")
MAY_BE_EMPTY = {"conditions", "quote", "quote_language", "source_title", "source_url", "note"}


def problems_of(value: object) -> list[Problem]:
    statement, problems = read_statement(value, CONTEXT, FILE)
    assert (statement is None) == bool(problems)
    return problems


def only_problem(value: dict[str, object], field: str) -> Problem:
    """The one problem of a damaged statement, which must name file, id and field."""
    found = [problem for problem in problems_of(value) if problem.field == field]
    assert len(found) == 1, problems_of(value)
    assert (found[0].file, found[0].id) == (FILE, str(value.get("id", "")))
    assert found[0].allowed
    return found[0]


def test_a_valid_statement_is_read_and_written_unchanged():
    value = make_statement()
    statement, problems = read_statement(value, CONTEXT, FILE)
    assert problems == []
    assert statement is not None
    assert as_json(statement) == value
    assert list(as_json(statement)) == list(COLUMNS)


@pytest.mark.parametrize("field", COLUMNS)
@pytest.mark.parametrize("wrong", [7, None, True, ["open"], {"a": "b"}, 1.5], ids=repr)
def test_a_wrong_type_is_named(field, wrong):
    assert only_problem(make_statement() | {field: wrong}, field).value == str(wrong)


@pytest.mark.parametrize("field", COLUMNS)
def test_a_missing_field_is_named(field):
    value = make_statement()
    del value[field]
    assert only_problem(value, field).value == ""


@pytest.mark.parametrize("field", sorted(set(COLUMNS) - MAY_BE_EMPTY))
def test_an_empty_field_is_named(field):
    assert only_problem(make_statement() | {field: ""}, field).value == ""


@pytest.mark.parametrize("field", sorted(MAY_BE_EMPTY))
def test_fields_that_may_be_empty_may_be(field):
    emptied = {field: ""} if field not in ("quote", "quote_language") else {"quote": ""}
    assert problems_of(make_statement(**emptied)) == []


@pytest.mark.parametrize("field", COLUMNS)
@pytest.mark.parametrize(
    "sign", ["\n", "\t", "\x00", "\x1b", "\x85", "\u2028", "\ue000", "\ud800"], ids=lambda sign: f"U+{ord(sign):04X}"
)
def test_control_characters_are_named(field, sign):
    value = make_statement()
    if not value[field]:
        value[field] = "x"
    value[field] = f"{value[field]}{sign}{value[field]}"
    assert field in {problem.field for problem in problems_of(value)}


UNSEEN = ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u202e", "\u202d", "\u2066", "\u200f", "\u061c", "\u200d", "\u200c"]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("field", ["id", "speaker", "quote", "source_title", "source_url", "note"])
def test_signs_that_nobody_sees_are_named(field, sign):
    text = make_statement()[field] or "words"
    value = make_statement() | {field: f"{text[:4]}{sign}{text[4:]}"}
    assert "no sign that nobody sees" in only_problem(value, field).allowed
    assert visible(value[field]) == text


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: I want
        "র\u200d্যাব",  # Bengali: RAB
        "क्\u200dष",  # Hindi: half of a letter
        "ശ്രീ ന്\u200d",  # Malayalam: an older spelling of a final n
        "ක්\u200dරම",  # Sinhala
        "ه\u200d",  # Arabic: a letter in its initial form, alone
        "👨\u200d👩\u200d👧",  # a family
        "🏳\ufe0f\u200d🌈",  # a flag in the form of a picture, and a rainbow
        "👩🏽\u200d✈\ufe0f",  # a pilot with a colour of skin
        "🙂\u200d↔\ufe0f",  # a head shaken
    ],
)
def test_joiners_stay_where_a_script_needs_them(text):
    assert visible(text) == text
    assert problems_of(make_statement(quote=text)) == []


JOINED = st.text(alphabet="aم्👨🏽\ufe0f\u200b\u200c\u200d\u061c\u00ad\u2066", max_size=8)


@given(JOINED)
def test_what_is_left_of_a_text_is_seen_whole(text):
    left = visible(text)
    assert visible(left) == left
    assert not set(left) & set("\u200b\u061c\u00ad\u2066")


@pytest.mark.parametrize("text", ["a\u200d👨", "👨\u200c👩", "👨\u200d", "\u200d👨", "a\u200d\ufe0f", "x\u200d\u061cy"])
def test_joiners_that_join_nothing_do_not_stay(text):
    assert not set(visible(text)) & set("\u200c\u200d")


@pytest.mark.parametrize("field", COLUMNS)
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000"], ids=["space", "no-break", "ideographic"])
def test_space_at_the_end_is_named(field, space):
    value = make_statement()
    assert only_problem(value | {field: f"{value[field]}{space}"}, field)


@pytest.mark.parametrize("field", [*CODED, "position", "conditions", "entity", "speaker_entity", "quote_language"])
@pytest.mark.parametrize("code", ["nonsense", "OPEN", "open;willing", "opén"])
def test_an_unknown_code_is_named_with_what_is_allowed(field, code):
    problem = only_problem(make_statement() | {field: code}, field)
    assert problem.value == code
    known = ["ADV", "LIGA"] if "entity" in field else CONTEXT.codebook.values(field)[:2]
    assert all(one in problem.allowed for one in known)


@pytest.mark.parametrize("field", DAYS)
@pytest.mark.parametrize(
    "day", ["2024-02-30", "2024-13-01", "24-03-01", "2024-3-1", "01.03.2024", "2024-03-01T00:00:00", "yesterday", "0"]
)
def test_a_day_that_is_none_is_named(field, day):
    assert only_problem(make_statement() | {field: day}, field).value == day


@pytest.mark.parametrize(("field", "limit"), [("quote", 45), ("summary", 30)])
def test_long_texts_are_named(field, limit):
    assert problems_of(make_statement(**{field: "word " * (limit - 1) + "word"})) == []
    problem = only_problem(make_statement(**{field: "word " * limit + "word"}), field)
    assert f"at most {limit} words" in problem.allowed


def test_an_extra_field_is_named():
    assert only_problem(make_statement(rank="3"), "rank").value == "3"


@pytest.mark.parametrize("value", [None, "text", 3, ["a"], []], ids=repr)
def test_what_is_no_object_is_named(value):
    assert [problem.field for problem in problems_of(value)] == ["statement"]


def test_every_problem_is_given_at_once():
    damaged = make_statement(phase="someday", mission="tourism", source_url="ftp://herald.example", date="tomorrow")
    assert {"phase", "mission", "source_url", "date"} <= {problem.field for problem in problems_of(damaged)}


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://herald.example/a?b=c#d", True),
        ("http://herald.example", True),
        ("https://пример.example/новини", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("//herald.example", False),
        ("https://user:word@herald.example", False),
        ("https://herald.example/a b", False),
        ('https://herald.example/"onclick', False),
        ("https://herald.example/<b>", False),
        ("https:\\\\herald.example", False),
        ("https://[herald", False),
        ("herald.example", False),
    ],
)
def test_only_web_addresses_are_sources(address, good):
    assert web_address(address) is good
    assert (problems_of(make_statement(source_url=address)) == []) is good


RULES = [
    ("id", make_statement(), make_statement(id="2024-03-02-adv-invented-1")),
    ("id", make_statement(entity="NRL"), make_statement(entity="NRL", id="2024-03-01-adv-invented-1")),
    ("position", make_statement(position="wary"), make_statement(position="wary", question="send")),
    ("position", make_statement(position="open"), make_statement(position="open", question="accept")),
    (
        "conditions",
        make_statement(position="undecided", conditions="mandate"),
        make_statement(position="no_plans", conditions="mandate"),
    ),
    (
        "conditions",
        make_statement(position="accepts", conditions="mandate"),
        make_statement(position="wary", conditions="mandate"),
    ),
    ("conditions", make_statement(conditions="ceasefire;mandate"), make_statement(conditions="mandate;ceasefire")),
    ("conditions", make_statement(conditions="mandate"), make_statement(conditions="mandate;mandate")),
    ("conditions", make_statement(conditions="mandate"), make_statement(conditions="mandate;")),
    ("quote_language", make_statement(quote=""), make_statement(quote="", quote_language="en")),
    ("quote_language", make_statement(quote=WORDS), make_statement(quote=WORDS, quote_language="")),
    ("confidence", make_statement(quote="", confidence="medium"), make_statement(quote="", confidence="high")),
    ("source_date", make_statement(source_date="2024-03-01"), make_statement(source_date="2024-02-29")),
    (
        "date_basis",
        make_statement(date_basis="said", source_date="2024-03-02"),
        make_statement(date_basis="published", source_date="2024-03-02"),
    ),
    ("trace", make_statement(origin="parsed", trace=TRACE), make_statement(origin="parsed")),
    ("trace", make_statement(), make_statement(trace=TRACE)),
    ("trace.rules", make_statement(), make_statement(origin="parsed", trace=TRACE | {"rules": "one"})),
    ("speaker", make_statement(), make_statement(speaker="Nobody Known")),
    ("speaker_entity", make_statement(), make_statement(speaker_entity="NRL", speaker="Ilse Vantor")),
    ("office", make_statement(), make_statement(office="Office of the minister")),
    (
        "authority",
        make_statement(),
        make_statement(authority="minister", speaker="Ilse Vantor", office="Office of the head"),
    ),
]


@pytest.mark.parametrize(("field", "good", "bad"), RULES, ids=[f"{n}-{rule[0]}" for n, rule in enumerate(RULES)])
def test_rules_between_fields(field, good, bad):
    assert problems_of(good) == []
    assert [problem.field for problem in problems_of(bad)] == [field]


def mover(day: str, entity: str, office: str) -> dict[str, object]:
    return make_statement(date=day, entity=entity, speaker=MOVER, office=office)


@pytest.mark.parametrize(
    ("day", "entity", "office", "held"),
    [
        ("2019-12-31", "ADV", "Prime Minister", False),
        ("2020-01-01", "ADV", "Prime Minister", True),  # `from` counts
        ("2024-05-31", "ADV", "Prime Minister", True),
        ("2024-06-01", "ADV", "Prime Minister", False),  # `to` does not
        ("2024-05-31", "LIGA", "Secretary General", False),
        ("2024-06-01", "LIGA", "Secretary General", True),
        ("2030-01-01", "LIGA", "Secretary General", True),  # an empty end is open
    ],
)
def test_the_office_must_be_held_on_the_day(day, entity, office, held):
    problems = problems_of(mover(day, entity, office))
    assert [problem.field for problem in problems] == ([] if held else ["office"])
    assert held or MOVER in problems[0].allowed


def test_a_person_speaks_for_the_entity_of_the_office_only():
    assert [p.field for p in problems_of(mover("2024-07-01", "LIGA", "Prime Minister"))] == ["office"]
    assert [p.field for p in problems_of(mover("2024-07-01", "NRL", "Prime Minister"))] == ["speaker_entity"]


def test_an_official_may_report_the_position_of_another_entity():
    assert problems_of(make_statement(entity="NRL", speaker_entity="ADV")) == []


def test_an_institution_speaks_on_any_day_in_its_own_name():
    said = {"speaker": INSTITUTION, "authority": "spokesperson", "office": "Government"}
    assert problems_of(make_statement(date="1999-01-01", **said)) == []
    assert [p.field for p in problems_of(make_statement(**said | {"speaker": "Lantern House"}))] == ["speaker"]


def test_the_schema_names_every_field_and_code():
    schema = json_schema(CONTEXT.codebook)
    assert schema["required"] == list(COLUMNS)
    for name in CODED:
        assert schema["properties"][name]["enum"] == list(CONTEXT.codebook.values(name))
    assert all(schema["properties"][name]["description"] for name in COLUMNS)
