"""What enters the parser: files of every kind, and what becomes of the broken ones. Words are invented."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import time

import pytest
from article_help import DAY, PAGE, TUSK, write_archive

from dashboard.parsing.admission import Given, admit
from dashboard.parsing.article import ARTICLE_CAP, FILE_CAP, Article, Quarantined
from dashboard.parsing.intake import Raw, inputs


def read(*paths, published=None, url="", stdin=b"", any_topic=False):
    given = Given(dt.date.fromisoformat(published) if published else None, url)
    found = inputs([str(path) for path in paths], io.BytesIO(stdin))
    return [item if isinstance(item, Quarantined) else admit(item, given, any_topic=any_topic) for item in found]


def write(path, content, **about):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if about:
        path.with_suffix(".json").write_text(json.dumps(about))
    return path


def test_text_with_its_day_beside_it(tmp_path):
    about = {"id": "t-1", "published": DAY, "title": "A title", "publisher": "P", "url": "https://p.example/1"}
    [article] = read(write(tmp_path / "a.txt", TUSK, **about))
    expected = {**about, "published": dt.date(2024, 3, 1)}
    assert article == Article(text=TUSK, **expected)


def test_text_takes_the_day_that_is_given_and_its_name_as_id(tmp_path):
    [article] = read(write(tmp_path / "a.txt", TUSK), published=DAY, url="https://p.example/2")
    assert (article.id, article.published, article.url) == ("a", dt.date(2024, 3, 1), "https://p.example/2")


def test_an_articles_own_day_comes_before_the_one_given(tmp_path):
    [article] = read(write(tmp_path / "a.txt", TUSK, published=DAY), published="2025-01-01")
    assert article.published == dt.date(2024, 3, 1)


def test_the_day_given_comes_before_that_of_a_pages_metadata(tmp_path):
    path = write(tmp_path / "a.html", PAGE)
    assert read(path)[0].published == dt.date(2024, 2, 27)
    assert read(path, published="2025-01-01")[0].published == dt.date(2025, 1, 1)


def test_lines(tmp_path):
    rows = [{"id": "x", "text": TUSK, "published": f"{DAY}T09:00:00Z", "other": 1}, {"html": PAGE}]
    path = write(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, rows)) + "\n")
    first, second = read(path)
    assert (first.id, first.text, first.published) == ("x", TUSK, dt.date(2024, 3, 1))
    assert (second.id, second.title) == (f"{path}:3", "Prague rules it out")


def test_archive(tmp_path):
    path = tmp_path / "a.warc.gz"
    write_archive(path, {"https://post.example/1": PAGE, "https://post.example/2": PAGE})
    first, second = read(path)
    assert [first.id, second.id] == ["https://post.example/1", "https://post.example/2"]
    assert first.url == "https://post.example/world/prague"


def test_archive_that_was_cut_off_gives_what_was_whole(tmp_path):
    path = tmp_path / "a.warc.gz"
    write_archive(path, {"https://post.example/1": PAGE, "https://post.example/2": PAGE})
    path.write_bytes(path.read_bytes()[:-300])
    first, second = read(path)
    assert isinstance(first, Article)
    assert (second.id, second.reason[:7]) == ("https://post.example/2", "cut off")


def test_archive_that_is_none(tmp_path):
    [left] = read(write(tmp_path / "a.warc.gz", b"\x1f\x8bnothing of the kind"))
    assert "damaged" in left.reason


def test_folder_is_read_by_name_with_ids_from_its_paths(tmp_path):
    (tmp_path / "deep").mkdir()
    write(tmp_path / "b.txt", TUSK, published=DAY)
    write(tmp_path / "deep" / "a.html", PAGE)
    write(tmp_path / "c.pdf", b"%PDF-1.7")
    write(tmp_path / ".hidden.txt", "never read")
    (tmp_path / "deep" / ".git" / "info").mkdir(parents=True)
    write(tmp_path / "deep" / ".git" / "info" / "x.txt", "never read")
    first, other, deep = read(tmp_path)
    assert [first.id, other.id, deep.id] == ["b", "c.pdf", "deep/a"]
    assert "of a kind that is not read" in other.reason


def test_what_holds_no_article_is_said_with_what_was_looked_for(tmp_path):
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    write(tmp_path / "folder" / ".hidden.txt", "never read")
    [folder, lines, text] = read(
        tmp_path / "folder", write(tmp_path / "a.jsonl", "\n"), write(tmp_path / "b.txt", TUSK)
    )
    assert (folder.id, folder.source) == ("folder", str(tmp_path / "folder"))
    assert folder.reason.startswith("no article in it: looked for files that end in .txt, .html,")
    assert lines.reason.startswith("no article in it: looked for a JSON object a line")
    assert text.id == "b"


def test_a_hidden_folder_that_is_named_is_read(tmp_path):
    (tmp_path / ".kept").mkdir()
    write(tmp_path / ".kept" / "a.txt", TUSK, published=DAY)
    assert [article.id for article in read(tmp_path / ".kept")] == ["a"]


@pytest.mark.parametrize("name", ["a.TXT", "a.Html", "a.HTM"])
def test_an_ending_in_capitals_has_its_file_beside_it(tmp_path, name):
    write(tmp_path / name, PAGE if "H" in name else TUSK, published=DAY)
    [article] = read(tmp_path)
    assert (article.id, article.published) == ("a", dt.date(2024, 3, 1))


def test_a_folder_of_many_files_takes_no_longer_for_each(tmp_path):
    for number in range(1500):
        write(tmp_path / f"{number}.htm", PAGE, published=DAY)
    begin = time.process_time()
    found = list(inputs([str(tmp_path)], io.BytesIO()))
    assert time.process_time() - begin < 2
    assert [raw.about for raw in found] == [{"published": DAY}] * 1500


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TUSK.encode(), ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        (json.dumps({"id": "l", "text": TUSK}).encode() + b"\n", ["l"]),
    ],
)
def test_standard_input_is_told_by_its_beginning(data, ids):
    found = read("-", stdin=data, published=DAY)
    assert [article.id for article in found] == ids
    assert all("<" not in article.text for article in found)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\u200b \u00ad…".encode(), "empty"),
        (random.Random(5).randbytes(4000), "binary"),
        (TUSK.encode(), "no day of publication: it has none; give it with --published YYYY-MM-DD"),
        (b"Ukraine troops. " * (ARTICLE_CAP // 16 + 1), "at most 200000 are read"),
        (b"Ukraine troops. " * (FILE_CAP // 16 + 1), "more than 5000000 bytes"),
    ],
)
def test_bad_text_is_left_with_the_reason(tmp_path, content, reason):
    [left] = read(write(tmp_path / "a.txt", content))
    assert (left.id, left.source, left.problem) == ("a", str(tmp_path / "a.txt"), True)
    assert reason in left.reason


def test_a_page_with_words_on_another_topic_passes_in_silence(tmp_path):
    pages = (b"<title>Rain</title><p>Rain", b"<p><b>&Auml;</b>", b"<!-- x --><script>1</script>7")
    assert [read(write(tmp_path / f"{n}.html", page), published=DAY) for n, page in enumerate(pages)] == [[None]] * 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"<html><head><title>Weather</title></head><body><div><img src='a.png' alt='Rain'></div></body></html>",
        b"<html><body><!-- words --><script>let words = 1 < 2</script><style>p {color: red}</style><p>&nbsp;</p>",
        b"<p>\xe2\x80\x8b</p>",
        b"<p><script>words",
        b"<p><",
    ],
)
def test_an_empty_page_is_left_with_the_reason(tmp_path, content):
    [left] = read(write(tmp_path / "a.html", content), published=DAY)
    assert (left.id, left.problem) == ("a", True)
    assert "empty" in left.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "no JSON"),
        ("[1, 2]", "no article"),
        ('{"id": "x"}', "no article"),
        ('{"id": "x", "text": 7}', "no article"),
        (json.dumps({"id": "x", "text": TUSK, "published": "yesterday"}), "published: 'yesterday' is no day"),
        (json.dumps({"id": "x", "text": TUSK, "published": "2024-02-30"}), "published: '2024-02-30' is no day"),
        (json.dumps({"id": "x", "text": TUSK, "published": 20240301}), "published: 20240301 is no day"),
        (json.dumps({"id": "x", "text": TUSK, "published": DAY, "url": "javascript:x"}), "no http(s) address"),
        (json.dumps({"id": "x", "text": TUSK, "published": DAY, "title": ["x"]}), "title: ['x'] is no text"),
        ('{"id": "x", "text": "' + "x" * FILE_CAP + '"}', "more than 5000000 bytes"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_bad_line_is_left_and_the_others_are_read(tmp_path, line, reason):
    good = json.dumps({"id": "good", "text": TUSK, "published": DAY})
    first, left, last = read(write(tmp_path / "a.jsonl", f"{good}\n{line}\n{good}"))
    assert first == last
    assert first.id == "good"
    assert left.source == f"{tmp_path / 'a.jsonl'}:2"
    assert reason in left.reason


@pytest.mark.parametrize("beside", ["{broken", "[]", "\x00" * 99, "[" * 100_000])
def test_a_broken_file_beside_a_text_is_said(tmp_path, beside):
    path = write(tmp_path / "a.txt", TUSK)
    path.with_suffix(".json").write_text(beside)
    [left] = read(path)
    assert left.reason.startswith("can't be read")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_character_sets(tmp_path, charset):
    text = "“Poland will not send troops to Ukraine,” Støre’s colleague Donald Tusk said."
    [article] = read(write(tmp_path / "a.txt", text.encode(charset)), published=DAY)
    assert article.text == text


def test_mixed_character_sets(tmp_path):
    data = "“Zdravím”: troops, ".encode() + "Støre’s Ukraine".encode("cp1252")
    [article] = read(write(tmp_path / "a.txt", data), published=DAY)
    assert article.text == "“Zdravím”: troops, Støre’s Ukraine"


def test_other_topics_pass_in_silence_but_not_where_any_topic_is_wanted(tmp_path):
    path = write(tmp_path / "a.txt", "The bakers of the town said that bread would cost more from Monday on.")
    assert read(path, published=DAY) == [None]
    assert read(path, any_topic=True)[0].id == "a"


def test_a_page_on_another_topic_is_not_even_extracted(monkeypatch):
    monkeypatch.setattr("dashboard.parsing.admission.page_of", lambda html: pytest.fail("extracted"))
    assert admit(Raw("x", "x", "<html><p>Bread costs more.</p></html>", html=True), Given(), any_topic=False) is None


def test_another_language_is_reported_and_no_problem(tmp_path):
    text = "Polen wird keine Soldaten in die Ukraine schicken, sagte der Ministerpräsident am Montag in Warschau. " * 4
    [left] = read(write(tmp_path / "a.txt", text), published=DAY)
    assert (left.problem, left.reason[:14]) == (False, "not in English")
