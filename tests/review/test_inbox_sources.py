"""What is taken in: pasted texts, dropped files, pages, feeds. Names and contents are suspect; all are invented."""

import datetime as dt
import gzip
import itertools
import json
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_help import NOW, TEXT

from dashboard import inbox_sources as sources
from dashboard.parsing.admission import Given
from dashboard.parsing.article import Article, Quarantined
from dashboard.review.feed import FeedEntry
from dashboard.review.fetch import FetchError, Limits, Page

DAY = dt.date(2026, 3, 1)
TUSK = "Polish Prime Minister Donald Tusk said on Sunday: “Poland will not send soldiers to Ukraine.”"
BY = {"by": "Rita", "now": NOW}


def read(*files, given=None):
    return list(sources.from_files(files, given or Given(DAY)))


def take(inbox, found):
    return list(sources.take_in(inbox, found, how="test", **BY))


def test_pasted_text_with_what_is_said_of_it():
    (article,) = sources.from_text(TEXT, {"title": " Head ", "publisher": "", "url": "", "published": "2026-03-01"})
    assert isinstance(article, Article)
    assert (article.text, article.title, article.published) == (TEXT, "Head", DAY)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Muster: ‘No  soldiers’\n\nAdam Muster spoke.", "Muster: ‘No soldiers’"),
        ("\ufeff\n  Who would go?\nAdam Muster spoke.", "Who would go?"),
        ("Adam Muster spoke on Sunday.\n\nHe spoke long.", ""),
        ("Adam Muster said: “We will not go.”\n\nHe spoke long.", ""),
        ("Muster: no soldiers", ""),
        ("", ""),
    ],
)
def test_headline_is_a_first_line_that_is_no_sentence(text, headline):
    assert sources.headline_of(text) == headline


def test_pasted_text_is_called_by_its_first_words():
    (article,) = sources.from_text(TEXT, {"published": "2026-03-01"})
    assert (article.id, article.title) == ("Invented Town, 1 March. Adam Muster said on Sunday: “We …", "")


def test_publisher_that_was_given_counts_where_an_article_names_none():
    files = [("one.txt", TEXT.encode()), ("two.txt", TEXT.encode()), ("two.json", b'{"publisher": "Own Post"}')]
    found = sources.published_by(" Given  Post ", [*read(*files), *read(("three.exe", b""))])
    assert [one.publisher for one in found if isinstance(one, Article)] == ["Given Post", "Own Post"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\win.txt", "win.txt"),
        ("/abs/olute.html", "olute.html"),
        (".hidden.txt", "hidden.txt"),
        ("-rf.txt", "rf.txt"),
        ("a\x00b;rm -rf $(x)`y`.txt", "a_b_rm_-rf_x_y_.txt"),
        ("<img src=x>.txt", "img_src_x_.txt"),
        ("=cmd|calc.txt", "cmd_calc.txt"),
        ("x" * 500 + ".warc.gz", "x" * 72 + ".warc.gz"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_names_lead_nowhere(name, kept):
    assert sources.safe_name(name) == kept


@given(st.text(max_size=120))
def test_any_name_is_one_harmless_part_of_a_path(name):
    kept = sources.safe_name(name)
    assert 0 < len(kept) <= sources.NAME_CHARACTERS
    assert not set(kept) & set("/\\\x00 <>$`;|&\"'")
    assert not kept.startswith((".", "-"))


def test_files_are_read_where_they_were_put_and_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (found,) = read(("../../evil.txt", TEXT.encode()))
    assert (found.id, found.text) == ("evil", TEXT)
    assert list(tmp_path.iterdir()) == []


def test_json_beside_a_text_says_what_it_is():
    about = {"title": "Head", "published": "2025-01-02", "url": "https://news.example/x"}
    (found,) = read(("one.json", json.dumps(about).encode()), ("one.txt", TEXT.encode()))
    assert (found.title, str(found.published), found.url) == ("Head", "2025-01-02", "https://news.example/x")


def test_two_files_of_one_name_are_two():
    found = read(
        ("a/one.txt", b"The first text of the two, in English."), ("b/one.txt", b"And this is the second one.")
    )
    assert len({article.text for article in found}) == 2


LONG = "x" * sources.NAME_CHARACTERS


@pytest.mark.parametrize(
    ("one", "other"),
    [("a b", "a_b"), ("a/one", "b/one"), (f"{LONG}1", f"{LONG}2"), ("a", "A"), ("C:\\x\\a", "a")],
)
def test_a_text_and_its_json_stay_together_in_any_order_where_names_are_kept_alike(one, other):
    files = [
        file
        for place, name in enumerate((one, other), start=1)
        for file in (
            (f"{name}.txt", f"This is the invented text number {place}, in plain English.".encode()),
            (f"{name}.json", json.dumps({"published": f"2025-01-0{place}"}).encode()),
        )
    ]
    for order in itertools.permutations(files):
        days = {article.text.split(",")[0][-1]: str(article.published) for article in read(*order)}
        assert days == {"1": "2025-01-01", "2": "2025-01-02"}


def test_files_of_the_very_same_name_are_left_since_nobody_knows_which_json_is_whose():
    files = [("one.txt", b"The first invented text."), ("one.json", b'{"published": "2025-01-01"}')]
    other = ("two.txt", b"This is another text, and it is in plain English.")
    for given_files in itertools.permutations([*files, ("one.txt", b"The second invented text.")]):
        *left, article = read(*given_files, other)
        assert isinstance(article, Article)
        assert [one.source for one in left] == [name for name, _ in given_files]
        assert all("another file has this name: rename" in one.reason for one in left)


@pytest.mark.parametrize("beside", [(), ("b.txt",), ("a.jsonl",)])
def test_a_json_without_its_text_is_left_with_a_reason(beside):
    found = read(("a.json", b'{"published": "2025-01-01"}'), *((name, b"") for name in beside))
    (left,) = [one for one in found if one.source == "a.json"]
    assert isinstance(left, Quarantined)
    assert "give both together" in left.reason


def test_a_json_beside_a_page_says_what_it_is():
    (found,) = read(("One.HTML", PAGE.encode()), ("One.JSON", b'{"published": "2025-01-02"}'))
    assert str(found.published) == "2025-01-02"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("macro.docm", b"PK"),
        ("page.php", b"<?php"),
        ("archive.zip", b"PK\x03\x04"),
        ("noise.txt", b"\x00\x01\x02" * 100),
        ("empty.txt", b" "),
        ("broken.warc.gz", b"\x1f\x8b broken"),
        ("broken.jsonl", b"{"),
        ("big.txt", b"word " * 50_000),
    ],
)
def test_what_is_no_article_is_left_with_a_reason(name, content):
    (found,) = read((name, content))
    assert isinstance(found, Quarantined)
    assert found.reason
    assert "/tmp" not in found.source + found.reason


@pytest.mark.parametrize("name", ["bomb.warc.gz", "bomb.txt", "bomb.html", "bomb.jsonl"])
def test_archive_bomb_ends_without_filling_the_memory(name):
    bomb = gzip.compress(b"WARC/1.0\r\n" + b"\0" * 100_000_000, compresslevel=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read((name, bomb))
    assert all(isinstance(one, Quarantined) for one in found)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80_000  # kB


def test_article_is_queued_once_and_off_topic_is_kept_without_proposals(inbox):
    off = "The city of Exampleton opened its new library on Sunday, and the mayor of the town cut the ribbon."
    files = [("a.txt", TUSK.encode()), ("again.txt", f"  {TUSK}\n".encode()), ("off.txt", off.encode())]
    first, again, other = take(inbox, read(*files))
    assert (first.said, len(first.intake.candidates)) == ("1 proposal queued", 1)
    assert "known already" in again.said
    assert "nothing about sending" in other.said
    assert len(inbox.articles()) == 2


def test_fault_in_one_article_leaves_the_others_done(inbox):
    long = "word " * 50_000
    left, done = take(inbox, read(("long.txt", long.encode()), ("a.txt", TUSK.encode())))
    assert left.intake is None
    assert "at most" in left.said
    assert done.intake.outcome == "queued"


def test_fault_of_the_parser_is_said_and_nothing_of_the_article_is_kept(inbox, monkeypatch):
    monkeypatch.setattr("dashboard.parsing.results.proposals", lambda *_: 1 / 0)
    (left,) = take(inbox, read(("a.txt", TUSK.encode())))
    assert left.intake is None
    assert "please report it" in left.said
    assert inbox.articles() == []


def test_paraphrase_is_never_proposed_as_a_direct_quote(inbox):
    text = "Polish Prime Minister Donald Tusk said on Sunday that Poland will not send soldiers to Ukraine."
    take(inbox, read(("a.txt", text.encode())))
    (candidate,) = inbox.candidates()
    assert candidate.proposed["quote"] == ""
    assert candidate.proposed["confidence"] in ("medium", "low")


PAGE = f"""<html><head><title>Tusk: no soldiers</title><link rel="canonical" href="https://news.example/canonical">
<script>document.write("Poland will send soldiers to Ukraine")</script></head>
<body><article><h1>Tusk: no soldiers</h1><p>{TUSK}</p><p>He spoke to reporters in the capital, after a meeting
of the government that took the whole of the day and much of the night.</p></article></body></html>"""


def page(url="https://news.example/one", content=PAGE):
    return Page(url, "text/html", content.encode(), "utf-8")


def test_page_is_taken_in_under_its_address_and_its_scripts_say_nothing(inbox):
    (arrival,) = sources.take_address(inbox, page(), published=DAY, **BY)
    assert arrival.intake.outcome == "queued", arrival.said
    (article,) = inbox.articles()
    assert article.url.startswith("https://news.example/")
    assert "will send soldiers" not in article.text


def test_feed_is_followed_politely_and_one_failure_is_one_failure(inbox, monkeypatch):
    asked = []

    def fetch(url, limits):
        asked.append(url)
        if url.endswith("gone"):
            raise FetchError(f"{url} was refused by its server (status 410): paste the text")
        return page(url, PAGE.replace("canonical", url[-3:]))

    monkeypatch.setattr(sources, "fetch", fetch)
    monkeypatch.setattr(sources, "robots_allow", lambda url, limits: "private" not in url)
    names = ("one", "private", "gone")
    listed = [FeedEntry(f"https://news.example/{name}", name, DAY) for name in names]
    first = list(sources.take_entries(inbox, listed, limits=Limits(), **BY))
    assert [arrival.intake is not None for arrival in first] == [True, False, False]
    assert "robots.txt" in first[1].said
    assert "410" in first[2].said
    again = list(sources.take_entries(inbox, listed[:1], limits=Limits(), **BY))
    assert "known already" in again[0].said
    assert asked == ["https://news.example/one", "https://news.example/gone"]
