"""Files that came as names and bytes: both are suspect; all are invented."""

import datetime as dt
import gzip
import itertools
import json
import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_help import TEXT

from dashboard import dropped_files
from dashboard.parsing.admission import Given
from dashboard.parsing.article import Article, Quarantined

DAY = dt.date(2026, 3, 1)
PAGE = "<html><body><article><p>Invented. This is the text of a page, in plain English.</p></article></body></html>"


def read(*files):
    return list(dropped_files.from_files(files, Given(DAY)))


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
    assert dropped_files.safe_name(name) == kept


@given(st.text(max_size=120))
def test_any_name_is_one_harmless_part_of_a_path(name):
    kept = dropped_files.safe_name(name)
    assert 0 < len(kept) <= dropped_files.NAME_CHARACTERS
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


LONG = "x" * dropped_files.NAME_CHARACTERS


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
