"""Transcripts, interviews and press releases, all invented: whose words a paragraph without a reporting verb is."""

from __future__ import annotations

from datetime import date

from reading_help import body, reading_of

DAY = date(2025, 3, 14)

BRIEFING = """MR INVENTED: Good afternoon. I have no statement today.

QUESTION: Will you send troops to Ukraine? The French president says that he will.

MR INVENTED: We are not sending troops to Ukraine.

That has not changed.

QUESTION: Thank you.

MR INVENTED: Thank you all."""

INTERVIEW = """Army chief Jan Invented on volunteers, bicycles and peace

Would you go to Ukraine if you were asked?

We have had no request of that kind.

But you have made plans?

Planning is my job, and we do it every day.

Will it be dangerous?

Everything that we do is dangerous."""

RELEASE = """Ministry of Defence of the Republic of Lithuania

Today we informed the committee of our contribution.

We will not send soldiers into combat. Our part is modest.

The weather was fine."""


def words_of(text: str, rule: str) -> list[tuple[str, str]]:
    reading = reading_of(text, DAY)
    return [
        (reading.text[slice(*a.source)] if a.source else "", reading.text[slice(*a.content[0])])
        for a in reading.attributions
        if a.rule == rule
    ]


def test_a_label_is_the_source_of_what_follows_it() -> None:
    found = words_of(body(BRIEFING), "turn")
    assert ("MR INVENTED", "We are not sending troops to Ukraine.") in found
    assert ("MR INVENTED", "That has not changed.") in found


def test_a_question_is_nobodys_word() -> None:
    assert not any("French president" in content for _, content in words_of(body(BRIEFING), "turn"))


def test_answers_without_labels_are_the_guests() -> None:
    found = words_of(INTERVIEW, "turn")
    assert [source for source, _ in found] == ["Army chief Jan Invented"] * 3
    assert found[0][1] == "We have had no request of that kind."


def test_a_place_before_a_colon_does_not_speak() -> None:
    assert words_of(body("Paris: the meeting began at noon.\n\nLondon: it rained."), "turn") == []


def test_a_release_speaks_as_we() -> None:
    found = words_of(RELEASE, "release")
    assert {source for source, _ in found} == {"Ministry of Defence of the Republic of Lithuania"}
    assert "We will not send soldiers into combat." in {content for _, content in found}
    assert not any("weather" in content for _, content in found)


def test_an_article_with_one_we_is_no_release() -> None:
    text = "The Ministry of Defence of Lithuania met on Monday.\n\nWhat do we know?\n\nNothing was decided."
    assert words_of(body(text), "release") == []


def test_a_report_goes_on_in_the_same_voice() -> None:
    text = "Klaus Iohannis was firm, the president said on Tuesday. Romania would send nobody. It rained in Bucharest."
    assert [content for _, content in words_of(body(text), "same_voice")] == ["Romania would send nobody"]


def test_a_sentence_in_its_own_voice_is_no_report() -> None:
    assert words_of(body("Klaus Iohannis left the hall. The talks would go on for days."), "same_voice") == []
