"""The page of the inbox, run without a browser: who sees it, what it shows, what its buttons do. All invented."""

import re
import sqlite3

import pytest
from review_help import NOW, TEXT, make_article, make_row, numbered, problems, statements
from serving import PATIENCE
from streamlit.testing.v1 import AppTest

from dashboard import app as server
from dashboard.dataset.files import DATA_VARIABLE
from dashboard.review import agreement, decide, ledger
from dashboard.review.fetch import Page
from dashboard.review.inbox import EDIT_VARIABLE, STATE_VARIABLE
from dashboard.ui import editing

ENTRY = server.__file__.replace("app.py", "entry.py")
LOCAL = {"host": "localhost:8501"}


@pytest.fixture
def desk(data, inbox, tmp_path, monkeypatch):
    """Opens the inbox of this test's own folders, as one who may edit."""
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.setenv(EDIT_VARIABLE, "1")
    monkeypatch.setattr(editing, "_headers", lambda: LOCAL)

    def open_page():
        page = AppTest.from_file(ENTRY, default_timeout=PATIENCE).switch_page("app_pages/inbox.py")
        page.session_state["_reviewer"] = "Rita"
        page.run()
        assert not page.exception
        return page

    return open_page


def words(page):
    return "\n".join(element.value for kind in (page.markdown, page.text, page.caption) for element in kind)


def click(page, key):
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


def pick(page, *rows):
    """Select rows of the table on the page, as a click on them does."""
    key = page.dataframe[0].proto.id.split("-", 2)[2]
    page.session_state[key] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    page = page.run()
    assert not page.exception
    return page


def test_proposal_beside_its_article(desk, inbox):
    numbered(inbox, 1)
    page = desk()
    shown = words(page)
    assert "stands in the article, word for word" in shown
    assert "Adam Muster" in shown
    assert "While fighting goes on · ground forces" in shown
    assert "**cue\\.said**" in shown
    assert "nothing from this speaker within 7 days" in shown
    assert 'background="#' in shown
    assert ":small[**quote" in shown
    assert [box.label for box in page.radio] == ["Order", "Proposals 1 to 1 of 1"]


def test_accept_then_undo(desk, inbox, data):
    first, second = numbered(inbox, 2)
    page = click(desk(), "accept")
    (written,) = statements(data)
    assert (written["origin"], written["trace"]["reviewer"]) == ("parsed", "Rita")
    assert page.radio(key="queue").value == second
    page = click(page, "undo-last")
    assert statements(data) == []
    assert page.radio(key="queue").value == first
    assert [d.action for d in inbox.decisions()] == ["accept", "undo"]


def test_undo_never_takes_back_what_another_decided_since(desk, inbox, data):
    first, _second = numbered(inbox, 2)
    page = click(desk(), "accept")
    decide.undo(inbox, data, first, reviewer="Bob", now=NOW)
    decide.reject(inbox, first, reviewer="Bob", now=NOW, reason="no")
    page = click(page, "undo-last")
    assert f"{first} was decided anew by Bob" in page.warning[0].value.replace("\\", "")
    assert inbox.candidate(first).state == "rejected"


def test_edit_then_accept(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    page = click(desk(), "to-edit")
    page.selectbox(key=f"edit-{name}-position").set_value("no_plans").run()
    page.text_area(key=f"edit-{name}-note").set_value("Softer than it sounds.").run()
    click(page, "accept")
    (written,) = statements(data)
    assert (written["position"], written["note"]) == ("no_plans", "Softer than it sounds.")
    assert inbox.decisions()[0].action == "edit"
    assert problems(data) == []


@pytest.mark.parametrize(
    ("leave", "come_back"),
    [
        (lambda page, _: click(page, "next"), lambda page, _: click(page, "back")),
        (
            lambda page, names: page.radio(key="queue").set_value(names[1]).run(),
            lambda page, names: page.radio(key="queue").set_value(names[0]).run(),
        ),
        (
            lambda page, _: page.segmented_control(key="desk").set_value("decided").run(),
            lambda page, _: page.segmented_control(key="desk").set_value("review").run(),
        ),
    ],
    ids=["next", "queue", "other view"],
)
def test_what_was_filled_in_is_there_after_a_look_elsewhere(desk, inbox, data, leave, come_back):
    names = numbered(inbox, 2)
    page = click(desk(), "to-edit")
    page.selectbox(key=f"edit-{names[0]}-position").set_value("no_plans").run()
    page.text_area(key=f"edit-{names[0]}-note").set_value("Softer than it sounds.")  # typed, and at once on to another
    page = leave(page, names)
    assert f"edit-{names[0]}-note" not in {area.key for area in page.text_area}
    page = come_back(page, names)
    assert page.text_area(key=f"edit-{names[0]}-note").value == "Softer than it sounds."
    click(page, "accept")
    (written,) = statements(data)
    assert (written["position"], written["note"]) == ("no_plans", "Softer than it sounds.")


def test_cancel_drops_what_was_filled_in_and_the_next_one_is_looked_at(desk, inbox):
    names = numbered(inbox, 2)
    page = click(desk(), "to-edit")
    page.text_area(key=f"edit-{names[0]}-note").set_value("Softer than it sounds.").run()
    page = click(page, "next")
    assert not page.text_area
    page = click(click(page, "back"), "to-edit")  # open as it was left: this cancels
    assert not page.text_area
    page = click(page, "to-edit")
    assert page.text_area(key=f"edit-{names[0]}-note").value == ""


def test_row_of_a_new_speaker_is_there_after_a_look_elsewhere(desk, inbox):
    rows = [make_row(speaker="Nora Neu", office="Minister of New Things"), make_row(position="no_plans")]
    inbox.take_in(make_article(), rows, how="test", by="T", now=NOW)
    name = next(one.id for one in inbox.candidates() if one.proposed["speaker"] == "Nora Neu")
    page = desk()
    page = page.radio(key="queue").set_value(name).run()
    page.toggle(key=f"new-{name}-add").set_value(True).run()
    (box,) = [box for box in page.text_input if str(box.key).startswith(f"new-{name}-from")]
    box.set_value("2026-01-01").run()
    there = [one.id for one in inbox.candidates()]
    way = ("next", "back") if there.index(name) == 0 else ("back", "next")
    page = click(click(page, way[0]), way[1])
    assert page.toggle(key=f"new-{name}-add").value
    (box,) = [box for box in page.text_input if str(box.key).startswith(f"new-{name}-from")]
    assert box.value == "2026-01-01"


def test_what_is_wrong_is_said_while_editing_and_accepting_is_off(desk, inbox):
    (name,) = numbered(inbox, 1)
    page = click(desk(), "to-edit")
    page.text_input(key=f"edit-{name}-date").set_value("2026-04-01").run()
    assert "Published is “2026-03-01”" in words(page).replace("\\", "")
    assert page.button(key="accept").disabled


def test_what_is_wrong_is_said_in_the_words_of_the_form(desk, inbox):
    (name,) = numbered(inbox, 1, source_publisher="", quote_language="", conditions="us_backstop")
    page = desk()
    assert "Source is empty; needed: some text" in words(page).replace("\\", "")
    page = click(page, "to-edit")
    page.text_input(key=f"edit-{name}-source_publisher").set_value("Post").run()
    said = words(page).replace("\\", "")
    assert "Quote language is empty; needed: a language" in said
    assert "Conditions is “US backstop”; allowed: empty, since the position is “Rules out”" in said
    assert "_" not in said.split("Quote language is empty")[1].split("\n")[0]


def test_position_is_chosen_anew_for_another_question_and_comes_back_with_its_own(desk, inbox):
    (name,) = numbered(inbox, 1, position="no_plans")
    page = click(desk(), "to-edit")
    page.selectbox(key=f"edit-{name}-question").set_value("accept").run()
    assert not page.exception
    assert page.selectbox(key=f"edit-{name}-position").value == ""
    assert page.selectbox(key=f"edit-{name}-position").options[:2] == ["–", "Opposes"]
    assert "Position is empty" in words(page)
    assert page.button(key="accept").disabled
    page.selectbox(key=f"edit-{name}-position").set_value("welcomes").run()
    assert page.selectbox(key=f"edit-{name}-position").options[0] == "Opposes"
    assert not page.button(key="accept").disabled
    for question, position in (("send", "no_plans"), ("accept", "welcomes")):
        page.selectbox(key=f"edit-{name}-question").set_value(question).run()
        assert page.selectbox(key=f"edit-{name}-position").value == position
    page = click(click(page, "to-edit"), "to-edit")  # cancelled: nothing of it is left
    page.selectbox(key=f"edit-{name}-question").set_value("accept").run()
    assert page.selectbox(key=f"edit-{name}-position").value == ""


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("entity", "", "Country or body is empty"),
        ("phase", "someday", "Phase is empty"),
        ("quote_language", "qq", "Quote language is empty"),
    ],
)
def test_what_is_not_on_offer_is_never_replaced_by_another_code(desk, inbox, field, value, said):
    (name,) = numbered(inbox, 1, **{field: value})
    page = desk()
    assert page.button(key="accept").disabled
    page = click(page, "to-edit")
    assert page.selectbox(key=f"edit-{name}-{field}").value == ""
    assert page.selectbox(key=f"edit-{name}-{field}").options.count("–") == 1
    assert said in words(page)
    assert page.button(key="accept").disabled


def test_condition_that_is_no_code_stays_until_a_person_takes_it_out(desk, inbox, data):
    (name,) = numbered(inbox, 1, position="open", conditions="goodwill;ceasefire")
    page = click(desk(), "to-edit")
    assert page.button(key="accept").disabled
    assert "goodwill" in words(page)
    page.multiselect(key=f"edit-{name}-conditions").set_value(["ceasefire"]).run()
    click(page, "accept")
    assert [written["conditions"] for written in statements(data)] == ["ceasefire"]


def test_new_speaker_is_reviewed_in_the_same_step(desk, inbox, data):
    row = make_row(speaker="Nora Neu", office="Minister of New Things")
    inbox.take_in(make_article(), [row], how="test", by="T", now=NOW)
    (name,) = (candidate.id for candidate in inbox.candidates())
    page = desk()
    assert page.button(key="accept").disabled
    assert "Nora Neu** is not in the record as Minister of New Things" in words(page)
    page.toggle(key=f"new-{name}-add").set_value(True).run()
    page.text_input(key=f"new-{name}-from").set_value("2026-01-01").run()
    click(page, "accept")
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,2026-01-01," in (
        data / "officials.csv"
    ).read_text(encoding="utf-8")
    assert problems(data) == []


def test_signs_that_nobody_sees_keep_no_speaker_out(desk, inbox, data):
    rows = [
        make_row(speaker="Adam Mus\u00adter"),
        make_row(speaker="No\u00adra Neu", office="Minister\u200b of New Things"),
    ]
    inbox.take_in(make_article(), rows, how="test", by="T", now=NOW)
    known, new = sorted(inbox.candidates(), key=lambda one: "Neu" in one.proposed["speaker"])
    page = desk()
    page = page.radio(key="queue").set_value(known.id).run()
    assert "is not in the record" not in words(page)
    page = click(page, "to-edit")
    page = click(page, "accept")
    assert [decision.action for decision in inbox.decisions()] == ["accept"]  # nothing was changed
    page = page.radio(key="queue").set_value(new.id).run()
    page.toggle(key=f"new-{new.id}-add").set_value(True).run()
    (box,) = [box for box in page.text_input if str(box.key).startswith(f"new-{new.id}-from")]
    box.set_value("2026\u2060-01-01").run()
    click(page, "accept")
    written = (data / "officials.csv").read_text(encoding="utf-8")
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,2026-01-01," in written
    assert problems(data) == []


def test_new_speaker_needs_an_office_before_the_name_can_be_added(desk, inbox, data):
    inbox.take_in(make_article(), [make_row(speaker="Nora Neu", office="")], how="test", by="T", now=NOW)
    (name,) = (candidate.id for candidate in inbox.candidates())
    page = desk()
    assert "Nora Neu** has no office here" in words(page)
    assert [toggle.key for toggle in page.toggle] == ["whole"]
    page = click(page, "to-edit")
    page.text_input(key=f"edit-{name}-office").set_value("Minister of New Things").run()
    page.toggle(key=f"new-{name}-add").set_value(True).run()
    click(page, "accept")
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,," in (data / "officials.csv").read_text("utf-8")
    assert problems(data) == []


def test_row_of_a_new_speaker_has_the_office_that_the_statement_has(desk, inbox, data):
    inbox.take_in(make_article(), [make_row(speaker="Nora Neu", office="Minster")], how="test", by="T", now=NOW)
    (name,) = (candidate.id for candidate in inbox.candidates())
    page = click(desk(), "to-edit")
    page.toggle(key=f"new-{name}-add").set_value(True).run()
    page.text_input(key=f"new-{name}-from").set_value("2026-01-01").run()
    page.text_input(key=f"edit-{name}-office").set_value("Minister of New Things").run()
    click(page, "accept")
    assert "nora-neu,Nora Neu,Neu,LUX,Minister of New Things,minister,2026-01-01," in (
        data / "officials.csv"
    ).read_text("utf-8")
    assert problems(data) == []


def test_reject_by_a_usual_reason_and_in_own_words(desk, inbox):
    first, second = numbered(inbox, 2)
    page = click(click(desk(), "to-reject"), "reason-2")
    page = click(page, "to-reject")
    page.text_input(key="reason").set_value("hearsay")
    page = (
        next(button for button in page.button if button.label == "Reject" and button.key != "to-reject").click().run()
    )
    assert not page.exception
    assert {d.candidate_id: d.reason for d in inbox.decisions()} == {
        first: "Not this speaker's words",
        second: "hearsay",
    }
    assert "Nothing is waiting" in page.info[0].value


def test_second_reviewer_sees_that_the_first_has_decided(desk, inbox, data):
    first, _second = numbered(inbox, 2)
    page = desk()
    decide.accept(inbox, data, first, reviewer="Sam", now=NOW)
    page = click(page, "accept")
    said = page.warning[0].value.replace("\\", "")
    assert said.startswith(f"Adam Muster ({first}) was decided already: accepted by Sam, 2026-03-02 09:30 UTC")
    assert len(statements(data)) == 1


def test_a_proposal_that_another_decides_is_not_left_in_silence(desk, inbox, data):
    first, second = numbered(inbox, 2)
    page = desk()
    decide.reject(inbox, first, reviewer="Sam", now=NOW, reason="no")
    page = click(page, "to-reject")
    assert "rejected by Sam" in page.warning[0].value
    assert page.radio(key="queue").value == second
    decide.reject(inbox, second, reviewer="Sam", now=NOW, reason="no")
    page = click(page, "accept")
    assert ["rejected by Sam" in one.value for one in page.warning] == [True]
    assert "Nothing is waiting" in page.info[0].value
    assert statements(data) == []


def test_full_disk_is_said_and_nothing_is_lost(desk, inbox, data, monkeypatch):
    numbered(inbox, 1)
    page = desk()
    with monkeypatch.context() as patch:
        patch.setattr("dashboard.dataset.writing.write_text", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        page = click(page, "accept")
    assert "disk" in page.warning[0].value
    assert statements(data) == []
    click(page, "accept")
    assert len(statements(data)) == 1


@pytest.mark.parametrize("view", ["review", "decided", "code"])
def test_inbox_that_cannot_be_read_is_said(desk, inbox, monkeypatch, view):
    numbered(inbox, 1)
    page = desk()
    page = page.segmented_control(key="desk").set_value(view).run()

    def refuse(_path):
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "connect", refuse)
        page = page.run()
        assert not page.exception
        assert "can't be read: disk I" in page.error[0].value
    assert not page.run().error


def test_possible_duplicate_is_shown(desk, inbox, data):
    first, _second = numbered(inbox, 2)
    decide.accept(inbox, data, first, reviewer="Sam", now=NOW)
    page = desk()
    assert "In the record already?" in page.warning[0].value
    assert "While fighting goes on" in page.warning[0].value
    assert "(</statement?id=2026-03-01-lux-muster-1>)" in page.warning[0].value


def test_quote_that_does_not_stand_in_the_article(desk, inbox):
    inbox.take_in(make_article(), [make_row(quote="We shall send soldiers")], how="test", by="T", now=NOW)
    page = desk()
    assert "does not stand in the article" in words(page)
    assert page.button(key="accept").disabled


def test_quote_is_looked_up_while_it_is_edited_and_an_invented_one_is_not_accepted(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    page = click(desk(), "to-edit")
    assert "stands in the article, word for word" in words(page)
    page.text_area(key=f"edit-{name}-quote").set_value("We will send all our soldiers").run()
    assert "does not stand in the article" in words(page)
    assert page.button(key="accept").disabled
    page.text_area(key=f"edit-{name}-quote").set_value("We will not send … to Ukraine").run()
    assert "read what is left out" in words(page)
    assert "word for word" not in words(page)
    click(page, "accept")
    assert [written["quote"] for written in statements(data)] == ["We will not send … to Ukraine"]


def test_last_words_typed_count_although_the_button_was_drawn_before_them(desk, inbox, data):
    """A key commits the field and presses the button at once: one run, and the button is still the one before."""
    (name,) = numbered(inbox, 1)
    page = click(desk(), "to-edit")
    page.text_area(key=f"edit-{name}-note").set_value("Said at night.")
    click(page, "accept")
    assert [written["note"] for written in statements(data)] == ["Said at night."]
    assert [decision.action for decision in inbox.decisions()] == ["edit"]


def test_invented_quote_typed_last_is_refused_and_stays_in_the_form(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    page = click(desk(), "to-edit")
    page.text_area(key=f"edit-{name}-quote").set_value("We will send all our soldiers")
    page = click(page, "accept")
    assert statements(data) == []
    assert "Quote is “We will send all our soldiers”" in page.warning[0].value.replace("\\", "")
    assert page.text_area(key=f"edit-{name}-quote").value == "We will send all our soldiers"


EVIL = (
    "<script>alert(1)</script> ![x](http://evil.example/x.png) **bold** [link](http://evil.example) :smile: $x^2$ "
    '`code` www.evil.example http://evil.example/ =1+1 # head :red[x]{background="red"} &lt;b&gt; ~~s~~ <b>b</b>\n'
    "- item\n1. one\n> quote\n| a | b |\n|---|---|\n    code\n---\n"
)


def test_text_from_outside_is_never_markup(desk, inbox):
    text = EVIL + TEXT
    start = text.index("<script>")
    row = make_row(
        evidence=EVIL.strip(),
        evidence_start=start,
        evidence_end=len(EVIL) - 1,
        speaker=EVIL.replace("\n", " "),
        summary=EVIL,
    )
    inbox.take_in(make_article(text=text, title=EVIL, publisher=EVIL), [row], how="test", by="T", now=NOW)
    page = desk()
    for element in page.markdown:
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", element.value)  # what Markdown shows as it is
        for mark in ("<", "!", "](", "(http", "$", "~~", "|", "# ", "1. ", "- item", "www.", ":smile", ":red["):
            assert mark not in bare
    assert "<script>alert(1)</script>" in re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words(page))


def test_paste_needs_words_and_a_day(desk, inbox):
    page = desk()
    page.segmented_control(key="desk").set_value("add").run()
    read = next(button for button in page.button if button.label == "Read it")
    page = read.click().run()
    assert "Paste the words" in page.warning[0].value
    page.text_area(key="paste-text").set_value(TEXT)
    page = next(button for button in page.button if button.label == "Read it").click().run()
    assert "day of publication" in page.warning[0].value
    assert inbox.articles() == []


def add(page, **filled):
    """Fill in what is to be pasted, and press *Read it*."""
    for name, value in filled.items():
        kind = {"text": page.text_area, "day": page.date_input}.get(name, page.text_input)
        kind(key=f"paste-{name}").set_value(value)
    page = next(button for button in page.button if button.label == "Read it").click().run()
    assert not page.exception
    return page


PASTED = f"Muster: “No soldiers”\n\n{TEXT}"
GIVEN = {"day": NOW.date(), "publisher": "Example Post"}


def adding(desk):
    page = desk()
    return page.segmented_control(key="desk").set_value("add").run()


def test_paste_needs_a_publisher(desk, inbox):
    page = add(adding(desk), text=TEXT, day=NOW.date())
    assert "Give the publisher" in page.warning[0].value
    assert inbox.articles() == []
    add(page, publisher="Example Post")
    assert [article.publisher for article in inbox.articles()] == ["Example Post"]


def test_headline_is_the_first_line_and_is_shown_before_it_counts(desk, inbox):
    page = add(adding(desk), text=PASTED, **GIVEN)
    assert "The headline is the first line" in page.info[0].value
    assert inbox.articles() == []
    assert page.text_input(key="paste-title").value == "Muster: “No soldiers”"
    page = add(page, title="Muster: “No soldiers at all”")
    assert {box.value for box in page.main.text_input} == {""}  # nothing of it is said of the next
    assert [article.title for article in inbox.articles()] == ["Muster: “No soldiers at all”"]


def test_headline_that_is_emptied_stays_empty_and_the_article_is_called_by_its_first_words(desk, inbox):
    page = add(adding(desk), text=PASTED, **GIVEN)
    add(page, title="")
    assert [article.title for article in inbox.articles()] == [""]
    assert list(inbox.titles().values()) == ["Muster: “No soldiers” Invented Town, 1 March. Adam Muster …"]


def test_headline_that_is_given_is_not_looked_for(desk, inbox):
    add(adding(desk), text=PASTED, title="As printed", **GIVEN)
    assert [article.title for article in inbox.articles()] == ["As printed"]


def test_articles_of_one_title_are_told_apart_and_hold_no_count(desk, inbox):
    for number in range(3):
        inbox.take_in(make_article(url="", text=f"{number} {TEXT}"), [make_row()], how="test", by="T", now=NOW)
    page = desk()
    names = ["Muster: no soldiers", "Muster: no soldiers · 2", "Muster: no soldiers · 3"]
    assert page.selectbox(key="article").options == ["All", *reversed(names)]
    page = click(page, "accept")
    assert page.selectbox(key="article").options == ["All", *reversed(names[1:])]


@pytest.mark.parametrize(
    ("way", "button", "said"), [("files", "Read them", "Choose files first"), ("address", "Fetch", "Give an address")]
)
def test_nothing_given_is_said_to_be_missing(desk, way, button, said):
    page = adding(desk)
    page.segmented_control(key="way").set_value(way).run()
    page = next(one for one in page.button if one.label == button).click().run()
    assert said in page.warning[0].value


def test_address_inside_the_own_network_is_refused_and_says_why(desk, inbox):
    page = desk()
    page.segmented_control(key="desk").set_value("add").run()
    page.segmented_control(key="way").set_value("address").run()
    page.text_input(key="url").set_value("http://169.254.169.254/latest/meta-data/")
    page = next(button for button in page.button if button.label == "Fetch").click().run()
    assert "open internet" in page.warning[0].value
    assert inbox.articles() == []


def make_feed(*titles):
    items = "".join(f"<item><title>{one}</title><link>https://news.example/{one}</link></item>" for one in titles)
    return f"<rss version='2.0'><channel><title>Invented</title>{items}</channel></rss>".encode()


def test_what_was_picked_in_one_feed_is_not_picked_in_the_next(desk, inbox, monkeypatch):
    feeds = {"a": make_feed("one", "two", "three"), "b": make_feed("four"), "c": make_feed("one", "five", "two")}
    page = adding(desk)
    page.segmented_control(key="way").set_value("address").run()

    def fetched(address):
        at = f"https://news.example/{address}"
        found = Page(at, "application/rss+xml", feeds[address], "utf-8")
        monkeypatch.setattr("dashboard.ui.inbox_add.fetch", lambda *_: found)
        page.text_input(key="url").set_value(at)
        return next(one for one in page.button if one.label == "Fetch").click().run()

    page = pick(fetched("a"), 1, 2)
    assert page.button(key="read-feed").label == "Read 2 of 3"
    for address, left in (("b", "Read 0 of 1"), ("c", "Read 0 of 3")):
        page = fetched(address)
        assert not page.exception
        assert page.button(key="read-feed").label == left


def test_blind_coding_hides_who_and_where_and_is_kept(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    decide.accept(inbox, data, name, reviewer="Sam", now=NOW)
    page = desk()
    page.segmented_control(key="desk").set_value("code").run()
    shown = words(page)
    assert "Muster" not in shown
    assert "Luxembourg" not in shown
    assert "[speaker]" in shown.replace("\\", "")
    position = f"code-{name}-position"
    assert page.selectbox(key=position).options == []
    page = page.selectbox(key=f"code-{name}-question").set_value("accept").run()
    assert "Welcomes" in " ".join(page.selectbox(key=position).options)
    assert "Rules out" not in " ".join(page.selectbox(key=position).options)
    page.selectbox(key=position).set_value("welcomes")
    page = page.selectbox(key=f"code-{name}-question").set_value("send").run()
    assert page.selectbox(key=position).value is None
    for box in page.main.selectbox[1:]:
        box.set_value(box.options[0])
    keep = next(button for button in page.button if button.label == "Keep and go on")
    page = keep.click().run()
    assert not page.exception
    (coding,) = [one for one in agreement.codings(inbox) if one.coder == "Rita"]
    assert coding.candidate_id == name
    assert page.dataframe[0].value["Proposals"].tolist()[0] == 1


def decided(desk):
    page = desk()
    return page.segmented_control(key="desk").set_value("decided").run()


def test_decisions_can_be_taken_back_from_the_log(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    decide.accept(inbox, data, name, reviewer="Sam", now=NOW)
    page = decided(desk)
    assert page.dataframe[0].value["statement"].tolist() == ["/statement?id=2026-03-01-lux-muster-1"]
    click(pick(page, 0), "undo-picked")
    assert statements(data) == []


def test_a_decision_taken_back_leaves_no_other_selected(desk, inbox):
    for name in numbered(inbox, 2):
        decide.reject(inbox, name, reviewer="Sam", now=NOW, reason="no")
    page = click(pick(decided(desk), 1), "undo-picked")
    page = page.segmented_control(key="desk").set_value("decided").run()
    assert page.dataframe[0].value["decision"].tolist() == ["undo", "reject", "reject"]
    assert "undo-picked" not in {button.key for button in page.button}


def test_only_the_last_decision_on_a_proposal_is_offered(desk, inbox, data):
    (name,) = numbered(inbox, 1)
    decide.accept(inbox, data, name, reviewer="Ann", now=NOW)
    decide.undo(inbox, data, name, reviewer="Ann", now=NOW)
    page = pick(decided(desk), 1)
    assert "it is open" in words(page)
    decide.reject(inbox, name, reviewer="Bob", now=NOW, reason="no")
    page = page.run()
    for row in (1, 2):  # the undo, and what it took back
        page = pick(page, row)
        assert "Bob has decided anew since" in words(page)
        assert "undo-picked" not in {button.key for button in page.button}
    page = pick(page, 0)
    assert "reject by Bob" in page.button(key="undo-picked").label


@pytest.mark.parametrize(
    ("edit", "headers", "address", "offered"),
    [
        ("1", LOCAL, "127.0.0.1", True),
        ("1", {"host": "127.0.0.1:8501"}, "127.0.0.1", True),
        ("1", {"host": "[::1]:8501"}, "::1", True),
        ("", LOCAL, "127.0.0.1", False),
        ("1", LOCAL, "0.0.0.0", False),
        ("1", LOCAL, "", False),
        ("1", {"host": "tracker.example"}, "127.0.0.1", False),
        ("1", {"host": "localhost.evil.example"}, "127.0.0.1", False),
        ("1", LOCAL | {"x-forwarded-for": "203.0.113.9"}, "127.0.0.1", False),
        ("1", {}, "127.0.0.1", False),
    ],
)
def test_who_may_edit_without_sign_in(data, monkeypatch, edit, headers, address, offered):
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    monkeypatch.setenv(EDIT_VARIABLE, edit)
    monkeypatch.setattr(editing, "_headers", lambda: headers)
    monkeypatch.setattr(editing.st, "get_option", lambda _name: address)
    assert editing.allowed() is offered
    assert editing.may_sign_in() is False


SECRETS = {
    "auth": {"client_id": "x", "server_metadata_url": "https://login.example/.well-known/openid-configuration"},
    "inbox": {"reviewers": ["Rita@news.example", "subject-7"]},
}


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({}, ""),
        ({"is_logged_in": False}, ""),
        ({"is_logged_in": True, "email": "rita@news.example", "email_verified": True}, "rita@news.example"),
        ({"is_logged_in": True, "email": "rita@news.example", "email_verified": False}, ""),
        ({"is_logged_in": True, "email": "rita@news.example"}, ""),
        ({"is_logged_in": True, "email": "eve@news.example", "email_verified": True}, ""),
        ({"is_logged_in": True, "sub": "subject-7"}, "subject-7"),
        ({"is_logged_in": True, "sub": ""}, ""),
    ],
)
def test_who_may_edit_with_sign_in(data, monkeypatch, user, name):
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    monkeypatch.setenv(EDIT_VARIABLE, "1")
    monkeypatch.setattr(editing, "_secrets", lambda section: SECRETS.get(section, {}))
    monkeypatch.setattr(editing, "_user", lambda: user)
    monkeypatch.setattr(editing, "_headers", lambda: LOCAL)
    assert editing.login_configured()
    assert (editing.allowed(), editing.signed_in()) == (bool(name), name)
    assert editing.may_sign_in() is not bool(name)
    assert bool(editing.stranger()) is (user.get("is_logged_in", False) and not name)
    monkeypatch.delenv(EDIT_VARIABLE)
    assert not editing.allowed()


def test_list_of_reviewers_is_needed_beside_the_sign_in(monkeypatch):
    monkeypatch.setattr(editing, "_secrets", lambda section: {"client_id": "x"} if section == "auth" else {})
    assert not editing.login_configured()


def test_page_gives_nothing_to_one_who_may_not_edit(desk, inbox, monkeypatch):
    numbered(inbox, 1)
    page = desk()
    monkeypatch.setenv(EDIT_VARIABLE, "")
    page = page.run()
    assert "Adam Muster" not in words(page)
    assert not [title for title in page.title if title.value == "Inbox"]


def test_button_of_a_page_that_was_open_writes_nothing_once_editing_is_off(desk, inbox, data, monkeypatch):
    numbered(inbox, 1)
    page = desk()
    monkeypatch.setattr(editing, "allowed", lambda: False)
    page.button(key="accept").click().run()
    assert statements(data) == []
    assert inbox.decisions() == []


def test_filters_are_kept_while_the_inbox_is_open(desk):
    page = desk()
    page = page.switch_page("app_pages/overview.py").run()
    page.multiselect(key="phase").set_value(["ceasefire"]).run()
    page = page.switch_page("app_pages/inbox.py").run()
    page = page.switch_page("app_pages/overview.py").run()
    assert page.multiselect(key="phase").value == ["ceasefire"]


def test_those_who_may_sign_in_are_offered_that_and_no_inbox(desk, inbox, monkeypatch):
    numbered(inbox, 1)
    monkeypatch.setattr(editing, "_secrets", lambda section: SECRETS.get(section, {}))
    monkeypatch.setattr(editing, "_user", dict)
    page = AppTest.from_file(ENTRY, default_timeout=PATIENCE).switch_page("app_pages/inbox.py").run()  # the address
    assert [title.value for title in page.title] == ["Sign in"]
    assert "those on this server's list of reviewers: they sign in with **login\\.example**" in words(page)
    assert [button.label for button in page.main.button] == ["Sign in"]
    monkeypatch.setattr(editing, "_user", lambda: {"is_logged_in": True, "email": "eve@news.example"})
    page = page.run()
    assert [button.label for button in page.main.button] == ["Sign out"]
    assert "is not on that list" in page.warning[0].value
    assert not page.sidebar.multiselect
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("app_pages/inbox.py")
    monkeypatch.setattr(editing, "_user", lambda: {"is_logged_in": True, "sub": "subject-7"})
    page = AppTest.from_file(ENTRY, default_timeout=PATIENCE).switch_page("app_pages/inbox.py").run()
    click(page, "accept")
    assert [decision.reviewer for decision in inbox.decisions()] == ["subject-7"]
