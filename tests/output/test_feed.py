"""The feed of changes: valid by RFC 4287, with ids that last, and words that stay words. Invented people and words."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace

import feedparser
import pytest
from builders import make_record, make_statement

from dashboard.dataset.selection import Selection
from dashboard.output.feed import entry_id, to_atom
from dashboard.output.views import changes_table

BASE, URL = "http://localhost:8501", "http://localhost:8501/api/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = '<script>alert(1)</script> ]]> & "twice"'
RECORD = replace(
    make_record(
        make_statement(1, position="rules_out", quote="Never, says an invented head."),
        make_statement(2, date="2024-05-01", position="willing", quote=NASTY, conditions="ceasefire;mandate"),
        make_statement(3, date="2024-06-01", position="open", quote="", source_url="", mission="training"),
        make_statement(4, date="2024-07-01", position="no_plans", quote="", source_url="", mission="training"),
    ),
    changed=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
)
ALL = Selection()


def feed_of(record=RECORD, selection=ALL, base=BASE):
    return to_atom(changes_table(record, selection), record, base, selection.query(), URL)


def test_feedparser_finds_nothing_wrong(shipped):
    for record in (RECORD, shipped):
        parsed = feedparser.parse(feed_of(record))
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "atom10"
        assert len(parsed.entries) == len(changes_table(record, Selection()))


def test_every_element_that_the_standard_asks_for_is_there(shipped):
    """RFC 4287, sections 4.1.1 and 4.1.2."""
    root = ET.fromstring(feed_of(shipped))
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        stamp = element.findtext(f"{ATOM}updated")
        assert dt.datetime.fromisoformat(stamp).tzinfo
        assert element.find(f"{ATOM}author/{ATOM}name").text
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [URL]
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def test_an_entry_has_from_and_to_and_both_quotes():
    entry = next(e for e in feedparser.parse(feed_of()).entries if "wartime/ground" in e.id)
    text = "".join(ET.fromstring(feed_of()).find(f"{ATOM}entry[{ATOM}id='{entry.id}']/{ATOM}content").itertext())
    book = RECORD.codebook
    for code in ("rules_out", "willing"):
        assert book.label("position", code) in entry.title
    for words in ("Never, says an invented head.", NASTY, "2024-03-01", "2024-05-01", "Ilse Vantor"):
        assert words in text
    assert book.label("conditions", "ceasefire") in text
    assert entry.link == f"{BASE}/statement?id=2024-05-01-adv-invented-2"
    assert entry.updated == "2024-05-01T00:00:00Z"


def test_words_are_text_and_no_markup():
    content = feed_of()
    assert b"<script>" not in content
    assert b"&lt;script&gt;" in content


def test_signs_that_xml_cant_hold_don_t_break_it():
    frame = RECORD.frame.assign(quote="bell \x07, half \ufffe", summary="nul \x00")
    parsed = feedparser.parse(feed_of(replace(RECORD, frame=frame)))
    assert not parsed.bozo
    assert "bell \ufffd, half \ufffd" in parsed.entries[0].content[0].value


def test_ids_don_t_depend_on_where_the_server_stands():
    here, there = (feedparser.parse(feed_of(base=base)) for base in (BASE, "https://stance.newsroom.example"))
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.feed.id == there.feed.id
    assert all(entry.id.startswith("tag:") for entry in here.entries)


def test_a_feed_of_its_own_has_an_id_of_its_own():
    picked = feedparser.parse(feed_of(selection=Selection(kind=("training_support",))))
    assert [entry.title for entry in picked.entries] != []
    assert all("training_support" in entry.id for entry in picked.entries)
    assert picked.feed.id != feedparser.parse(feed_of()).feed.id


def test_the_id_of_a_change_changes_with_what_it_compares():
    row = {"question": "send", "phase": "wartime", "kind": "ground", "from_id": "a", "to_id": "b"}
    assert len({entry_id(row), *(entry_id(row | {name: "other"}) for name in row)}) == 1 + len(row)


def test_an_empty_feed_is_a_feed():
    parsed = feedparser.parse(feed_of(selection=Selection(entity=("NRL",))))
    assert not parsed.bozo
    assert (parsed.entries, parsed.feed.updated) == ([], "2026-01-02T03:04:05Z")


@pytest.mark.parametrize("following", ["", "http://localhost:8501/api/changes.atom?cursor=x-100"])
def test_the_next_page_is_linked(following):
    table = changes_table(RECORD, Selection())
    links = feedparser.parse(to_atom(table, RECORD, BASE, "", URL, following)).feed.links
    assert [link.href for link in links if link.rel == "next"] == ([following] if following else [])
