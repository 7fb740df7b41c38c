"""A case as the judge reads it. All texts are invented."""

from __future__ import annotations

from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.cases import cases_in
from dashboard.parsing.utterances import Text
from dashboard.parsing.wording import wording
from tests.parsing.reading_help import body, reading_of


def wordings(text: str, entity: str = "POL") -> list[tuple[str, str]]:
    found = Text(reading_of(body(text)))
    drafts = drafts_of(found)
    return [wording(found, case, drafts) for case in cases_in(found, drafts) if case.entity == entity]


def test_states_and_persons_are_told_apart_but_not_named() -> None:
    ((asked, words),) = wordings("Poland won't send soldiers to Ukraine, Donald Tusk told Emmanuel Macron of France.")
    assert "<Q> <T> will not send soldiers to ukraine </Q> , <S> told <P> of <C> ." in words
    assert asked.startswith("own said")
    assert "pol" not in f"{asked} {words}".split()


def test_another_states_position_is_asked_for_beside_the_speakers_own() -> None:
    ((asked, words),) = wordings("Lithuania, unlike Poland, will send soldiers, Donald Tusk said.", "LTU")
    assert asked.startswith("other said")
    assert "<T> , unlike <H> , will send soldiers" in words


def test_whom_an_unnamed_spokesperson_speaks_for_is_the_one_asked_about() -> None:
    text = "A spokesman for Poland's president, Andrzej Duda, said Poland would not send soldiers to Ukraine."
    ((_, words),) = wordings(text)
    assert "| a <S> , said <Q>" in words


def test_what_stands_before_the_sentence_is_shown_and_the_verdict_of_the_rules() -> None:
    text = "The plan is French. Donald Tusk said that Poland would not send soldiers to Ukraine."
    ((asked, words),) = wordings(text)
    assert "the plan is <C> . | <S> said <Q>" in words
    assert asked.endswith("rules rules out")


def test_more_is_shown_before_a_sentence_that_goes_back_to_a_deployment_than_before_one_that_names_it() -> None:
    eleven = "It was the first day of the talks in the old town."
    named = f"{eleven} Poland would not send soldiers to Ukraine, Donald Tusk said."
    ((_, words),) = wordings(named)
    assert words.startswith("first day of the talks in the old town . |")
    back = f"Would Poland send soldiers to Ukraine?\n\n{eleven}\n\nIt would not, Donald Tusk said."
    (words,) = (words for _, words in wordings(back) if "would not" in words)
    asked = "would <T> send soldiers to ukraine ?"
    assert words.startswith(f"the news of the day / {asked} / it was the first day of the talks in the old town . |")


def test_the_deployment_that_a_sentence_goes_back_to_is_shown_however_far_it_is() -> None:
    between = "It rained for hours and hours on the tents of the press, which had been put up in a garden for two days."
    text = f"Poland would not send soldiers to Ukraine, Donald Tusk said.\n\n{between} {between}\n\nHe was firm on it."
    (last,) = (words for _, words in wordings(text) if "firm" in words)
    assert last.startswith("<T> would not send soldiers to ukraine , <S> said . ... in a garden")
    assert last.count("ukraine") == 1


def test_the_deployment_that_is_asked_for_is_marked() -> None:
    text = "Poland would send instructors but no peacekeepers to Ukraine, Donald Tusk said."
    assert {words.split("<F> ")[1].split()[0] for _, words in wordings(text)} == {"instructors", "peacekeepers"}


def test_how_far_the_deployment_named_last_is_and_where_it_goes_is_told() -> None:
    text = (
        "Poland will not send soldiers to Ukraine, Donald Tusk said. He said that he would not go to Mali either.\n\n"
        "The room was hot, Donald Tusk said.\n\n"
        "There was tea, Donald Tusk said."
    )
    told = [asked.removeprefix("own said reported say ").split(" rules ")[0] for asked, _ in wordings(text)]
    assert told == ["here ukraine theirs", "near ukraine theirs", "near ukraine theirs", "far ukraine theirs"]


def test_a_sentence_before_any_deployment_is_told_to_be_nowhere() -> None:
    ((asked, _),) = wordings("It was hot, Donald Tusk said.")
    assert "nowhere" in asked.split()


def test_the_judge_is_told_of_a_guess() -> None:
    ((asked, _),) = wordings("Poland's Anna Musterfrau said no soldiers would go to Ukraine.")
    assert asked.startswith("own presumed said")
    text = "Soldiers for Ukraine were the topic. Donald Tusk said no.\n\nNot one."
    assert any(asked.startswith("own after") for asked, _ in wordings(text))
