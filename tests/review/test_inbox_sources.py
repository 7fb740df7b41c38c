"""What is taken in: pasted texts, dropped files, pages, feeds. Names and contents are suspect; all are invented."""

import datetime as dt

import pytest
from review_help import NOW, TEXT

from dashboard import inbox_sources as sources
from dashboard.dropped_files import from_files
from dashboard.parsing.admission import Given
from dashboard.parsing.article import Article
from dashboard.review.feed import FeedEntry
from dashboard.review.fetch import FetchError, Limits, Page

DAY = dt.date(2026, 3, 1)
TUSK = "Polish Prime Minister Donald Tusk said on Sunday: “Poland will not send soldiers to Ukraine.”"
BY = {"by": "Rita", "now": NOW}


def read(*files, given=None):
    return list(from_files(files, given or Given(DAY)))


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
