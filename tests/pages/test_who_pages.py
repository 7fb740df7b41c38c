"""Country and Official: whom the page is about, what stands where nothing was said, and what the filters do."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from builders import MOVER, WORDS, make_statement, write_folder
from streamlit.testing.v1 import AppTest
from visiting import opened, run, table, texts, visit

from dashboard.dataset.files import DATA_VARIABLE
from dashboard.dataset.selection import Selection
from dashboard.output import views
from dashboard.ui.plain import plain

NOTHING, IN_SELECTION = "Nothing in the record up to this day", "Nothing in this selection up to this day"


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ardovia speaks twice, once with low confidence and once later; Norlund once, without a phase."""
    statements = [
        make_statement(1, date="2024-03-01", position="rules_out", confidence="low", quote=""),
        make_statement(2, date="2025-03-01", position="willing", phase="ceasefire", confidence="medium"),
        make_statement(3, date="2024-05-01", entity="NRL", position="open", phase="unspecified", speaker_entity="ADV"),
        make_statement(4, date="2024-06-02", entity="LIGA", speaker=MOVER, office="Secretary General"),
    ]
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "data", statements)))


def said(shown: AppTest) -> str:
    """All that the page says, without the escapes of plain text."""
    return texts(shown).replace("\\", "").replace("\u00a0", " ")


def slots(shown: AppTest) -> list[str]:
    """The headings of the cards of positions: phase, kind of force, question."""
    return [
        line[4:] for one in shown.markdown for line in one.value.replace("\\", "").splitlines() if line[:4] == "### "
    ]


@pytest.mark.parametrize("query", ["", "&question=send", "&question=accept", "&kind=air_naval", "&position=welcomes"])
def test_the_country_that_the_forces_would_go_to_has_a_page(query: str) -> None:
    shown = visit("country", f"entity=UKR{query}")
    assert ("◎ Receiving country" in said(shown)) == (query in ("", "&question=send", "&kind=air_naval"))
    assert NOTHING not in "".join(one.value for one in shown.main.markdown if "Receiving" in one.value)


@pytest.mark.parametrize("filters", ["confidence=high", "words=zzzz", "authority=military", "since=2025-12-01"])
@pytest.mark.usefixtures("invented")
def test_silence_under_a_filter_is_that_of_the_selection(filters: str) -> None:
    for page, entities in (("country", "entity=ADV"), ("compare", "entity=ADV&entity=NRL")):
        cards = said(visit(page, f"{entities}&{filters}"))
        assert IN_SELECTION in cards, page
        assert cards.count(NOTHING) == 1, "in the legend alone"
        assert IN_SELECTION not in said(visit(page, entities)), page


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(("rule", "limited"), [("latest", False), ("authority", False), ("head", True)])
def test_silence_of_the_head_alone_is_no_silence_of_the_record(rule: str, limited: bool) -> None:
    for page, entities in (("country", "entity=ADV&kind=air_naval"), ("compare", "entity=ADV&entity=NRL")):
        cards = said(visit(page, f"{entities}&rule={rule}"))
        assert (f"{IN_SELECTION} (head only)" in cards) == limited, page


def test_an_official_without_a_word_up_to_the_day_is_silent_in_the_selection() -> None:
    asked = "speaker=Emmanuel+Macron&on=2024-01-01"
    assert "Nothing in the record up to this day." in said(visit("official", asked))
    assert "Nothing in this selection up to this day." in said(visit("official", f"{asked}&phase=ceasefire"))


def test_every_slot_asked_for_has_a_card_also_a_silent_one() -> None:
    assert slots(visit("country", "entity=FRA&question=accept"))[:2] == [
        "While fighting goes on · ground forces · accept",
        "After a ceasefire · ground forces · accept",
    ]
    assert slots(visit("country", "entity=MLT&kind=air_naval&phase=ceasefire")) == ["After a ceasefire · air and naval"]


def test_a_position_that_nobody_holds_is_said_to_be_none_of_those_picked() -> None:
    shown = visit("country", "entity=FRA&position=rules_out")
    assert not slots(shown)
    assert "No position on this day is among those picked: Rules out." in said(shown)


@pytest.mark.usefixtures("invented")
def test_the_file_says_how_many_more_slots_it_holds_than_there_are_cards() -> None:
    shown = visit("country", "entity=ADV&question=send")
    rows = next(one.proto.popover.label for one in shown.get("popover") if "Download" in one.proto.popover.label)
    assert rows == "Download · 6 rows"
    assert len(slots(shown)) == 2
    assert "The file also holds the 4 combinations" in said(shown)
    assert "The file also holds" not in said(visit("country", "entity=ADV&question=send&kind=ground"))


def test_the_legend_is_that_of_the_questions_shown() -> None:
    shown = visit("country", "entity=RUS&question=accept")
    (legend,) = [one for one in shown.expander if one.label == "What the positions mean"]
    assert "Opposes" in legend.markdown[0].value
    assert "Deployed" not in legend.markdown[0].value


@pytest.mark.usefixtures("invented")
def test_what_was_said_after_the_day_says_so() -> None:
    shown = said(visit("country", "entity=ADV&on=2024-03-01"))
    assert "1 March 2025 · 12 months after 1 March 2024" in shown
    assert "1 of 2 was said after 1 March 2024." in shown
    assert "said after" not in said(visit("country", "entity=ADV&on=2025-03-01"))


@pytest.mark.usefixtures("invented")
def test_a_quote_is_never_called_a_paraphrase() -> None:
    shown = said(visit("country", "entity=ADV"))
    assert plain(WORDS).replace("\\", "") in shown
    assert "Confidence medium: short of “direct quote, unambiguous”" in shown
    assert "paraphrase" not in shown.lower()


def test_the_language_of_a_quote_is_told_before_its_words() -> None:
    """A page is read aloud in English: nothing but words can say that a quote is not."""
    cards = [one.value for one in visit("country", "entity=BRA").markdown if "O Brasil" in one.value]
    assert cards
    for card in cards:
        assert card.replace("\\", "").startswith(":gray[In Portuguese:] “O Brasil")
    assert ":gray[In " not in said(visit("country", "entity=IRL"))


def test_an_office_that_may_have_ended_is_last_known() -> None:
    shown = said(visit("official", "speaker=Peter+Pellegrini&on=2026-02-01"))
    assert "President, Slovakia · on **1 February 2026**" in shown
    assert "Last known: Speaker of the National Council, Slovakia" in shown


def test_an_institution_is_not_named_twice() -> None:
    assert "**Slovak Ministry of Defence** · " in said(visit("official", "speaker=Slovak+Ministry+of+Defence"))


@pytest.mark.parametrize(
    ("page", "several", "second"),
    [
        ("country", "entity=FRA&entity=POL", "POL"),
        ("official", "speaker=Donald+Tusk&speaker=Emmanuel+Macron", "Emmanuel Macron"),
    ],
)
def test_whom_the_page_is_about_stands_in_the_address(page: str, several: str, second: str) -> None:
    shown = visit(page, several)
    first = shown.title[0].value
    assert "about" not in shown.query_params
    shown.button_group(key="about").set_value(second)
    run(shown)
    assert shown.query_params["about"] == second
    opened = visit(page, f"{several}&about={second.replace(' ', '+')}")
    assert opened.title[0].value == shown.title[0].value != first
    assert "about" not in visit(page, f"{several}&about=Nobody").query_params


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("page", "picked", "name"), [("country", "entity=ADV", "Ardovia"), ("official", "speaker={}", "Ilse Vantor")]
)
def test_a_name_is_no_markup_in_title_and_choice(page: str, picked: str, name: str) -> None:
    hostile = f"{name} [x](https://evil.example) :red[y]"
    data = Path(os.environ[DATA_VARIABLE])
    for path in (data / "entities.csv", data / "officials.csv", *(data / "statements").glob("*.json")):
        path.write_text(path.read_text("utf-8").replace(name, hostile), "utf-8")
    one = picked.format(quote_plus(hostile))
    other = {"country": "entity=NRL", "official": f"speaker={quote_plus(MOVER)}"}[page]
    assert visit(page, one).title[0].value == plain(hostile)
    assert plain(hostile) in visit(page, f"{one}&{other}").button_group(key="about").options


def test_counts_of_the_whole_record_say_so() -> None:
    shown = opened(visit("country", "entity=FRA&question=accept"), "who")
    assert "All statements (0)" in [one.value for one in shown.header]
    offices = next(one for one in shown.dataframe if "term" in one.value)
    assert '"Statements in the record"' in offices.proto.columns


@pytest.mark.parametrize(("query", "rule"), [("", "latest word"), ("&rule=head", "head only")])
def test_the_heading_names_the_rule(query: str, rule: str) -> None:
    assert f"Positions on **1 March 2024**, by {rule}" in said(visit("country", f"entity=FRA&on=2024-03-01{query}"))


def test_a_group_that_the_country_is_not_in_is_said_to_play_no_part() -> None:
    assert "*Group* plays no part" in said(visit("country", "entity=FRA&group=csto"))
    assert "plays no part" not in said(visit("country", "entity=FRA&group=nato"))


def test_the_lists_say_day_rule_and_question_and_can_be_taken_along() -> None:
    shown = visit("country", "question=accept&rule=head&on=2025-06-01")
    for words in ("**1 June 2025**", "head only", "What does it say of the forces of others in Ukraine?"):
        assert words in said(shown)
    for page in ("country", "official"):
        assert "The record ends on" in said(visit(page))
        assert "The record ends on" in said(visit(page, "entity=FRA&entity=POL&group=csto")), "a list of nobody"
    officials = visit("official", "entity=FRA")
    labels = [one.proto.popover.label for one in officials.get("popover")]
    rows = [int(label.split()[2]) for label in labels if label.startswith("Download")]
    assert rows == [len(table(officials, "term"))]


def test_the_list_of_officials_names_no_filter_that_does_not_limit_it() -> None:
    def listed(query: str) -> tuple[int, list[int]]:
        shown = visit("official", query)
        labels = [one.proto.popover.label for one in shown.get("popover")]
        files = [int(label.split()[2].replace(",", "")) for label in labels if label.startswith("Download")]
        return len(table(shown, "term")), files

    every, filtered = visit("official", "entity=FRA"), visit("official", "entity=FRA&phase=ceasefire&words=zzzz")
    assert listed("entity=FRA") == listed("entity=FRA&phase=ceasefire&words=zzzz")
    assert "Only **France**" in said(filtered)
    assert "they play no part in this list" in said(filtered)
    assert "play no part" not in said(every)
    heads, files = listed("entity=FRA&authority=head")
    assert 0 < heads < len(table(every, "term"))
    assert files == [heads]
    assert "Only **France · Authority: Head**" in said(visit("official", "entity=FRA&authority=head"))


@pytest.mark.parametrize(
    "asked",
    [
        Selection(entity=("DEU",), since=dt.date(2025, 6, 1)),
        Selection(entity=("FRA",), position=("rules_out",)),
        Selection(entity=("TUR",), since=dt.date(2025, 9, 1)),
    ],
    ids=lambda asked: asked.query(),
)
def test_a_country_has_the_splits_and_claims_that_leave_the_house_for_the_same_filters(shipped, asked) -> None:
    country = visit("country", asked.query())
    for table_of, heading in ((views.claims_table, "What others say of it"), (views.splits_table, "Officials apart")):
        rows = len(table_of(shipped, asked))
        found = [header.value for header in country.header if header.value.startswith(heading)]
        assert found == ([f"{heading} ({rows})"] if rows else [])


def test_days_of_a_claim_cut_off_no_earlier_word_of_ones_own() -> None:
    assert "It had said nothing itself" not in texts(visit("country", "entity=TUR&since=2025-09-01"))


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("entity=TUR", ["What the positions mean · send", "What the positions mean · accept"]),
        ("entity=TUR&question=send", ["What the positions mean"]),
    ],
)
def test_where_a_page_explains_the_positions_on_both_questions_it_says_which(query: str, labels: list[str]) -> None:
    shown = visit("country", query)
    assert [one.label for one in shown.expander if one.label.startswith("What the positions mean")] == labels
