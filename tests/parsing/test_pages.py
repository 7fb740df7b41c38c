"""Saved pages: what is the article and what is not. Words are invented."""

from __future__ import annotations

import pytest
from article_help import PAGE

from dashboard.parsing.pages import decoded, page_of


def test_title_day_publisher_address():
    page = page_of(PAGE)
    assert (page.title, page.published) == ("Prague rules it out", "2024-02-27")
    assert (page.publisher, page.url) == ("The Invented Post", "https://post.example/world/prague")


def test_main_text_without_navigation_banner_links_and_comments():
    assert page_of(PAGE).text.split("\n\n") == [
        "Prague rules it out",
        "Czech Prime Minister Petr Fiala said on Tuesday that his country would not send troops to Ukraine, whatever "
        "others may be considering.",
        "Warsaw agrees",
        "“Poland does not plan to send its troops to Ukraine,” Polish Prime Minister Donald Tusk said in Prague.",
    ]


def test_the_day_is_never_taken_from_the_text():
    page = PAGE.replace('<meta property="article:published_time" content="2024-02-27T23:11:00+01:00">', "")
    page = page.replace("on Tuesday", "on 12 March 2023")
    assert page_of(page).published == ""


def test_an_address_that_is_none_is_left_out():
    assert page_of(PAGE.replace("https://post.example/world/prague", "javascript:alert(1)")).url == ""


def test_a_title_outside_the_article_heads_the_text():
    page = page_of(PAGE.replace("<h1>Prague rules it out</h1>", ""))
    assert page.text.startswith("Prague rules it out\n\nCzech Prime Minister")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<p></p>",
        "\x00\x01<html>",
        "<html><body><script>document.write('Ukraine')</script></body></html>",
    ],
)
def test_a_page_without_an_article(html):
    assert page_of(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 20_000 + "Ukraine",
        "<table>" + "<tr><td>" * 5_000 + "Ukraine",
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><p>Ukraine troops &b;&b;&b;</p>',
        "<html><p " + "a=1 " * 20_000 + ">Ukraine",
        "<p>" + "&lt;" * 20_000,
        "<html>\ud800</html>",
    ],
)
def test_bombs_do_not_go_off(html):
    page = page_of(html)
    assert page is None or len(page.text) < 2 * len(html)


@pytest.mark.parametrize(
    ("declared", "charset"),
    [('<meta charset="windows-1250">', "cp1250"), ('<meta http-equiv="x" content="x; charset=iso-8859-2">', "latin2")],
)
def test_the_character_set_that_a_page_declares(declared, charset):
    assert "Šefčovič" in decoded(f"<html><head>{declared}</head><p>Šefčovič</p>".encode(charset))


def test_a_character_set_that_nobody_knows():
    assert "Støre" in decoded("<meta charset=klingon><p>Støre</p>".encode())
