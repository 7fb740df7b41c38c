"""Text from outside in Markdown: shown as it is, and never markup, link or image."""

import html
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.plain import link, named, plain

LINKED = re.compile(r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(?:\.[-\w]+)+", re.IGNORECASE)
"""What Streamlit makes a link of in any text, after escapes are undone (the rule of its Markdown library)."""


def shown(markdown):
    """Escapes undone, as Markdown shows it."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


@pytest.mark.parametrize(
    "text", ["http://evil.example/x", "HTTPS://evil.example", "see www.evil.example", "eve@evil.example"]
)
def test_addresses_are_no_links(text):
    assert LINKED.search(text)
    assert not LINKED.search(shown(plain(text)))
    assert shown(plain(text)).replace("\u2060", "") == text


@given(st.text(alphabet="htps:/w.@a-Z_*[]()<>!`$~|#\\ \n1", max_size=60))
def test_nothing_is_markup_and_no_word_is_lost(text):
    found = plain(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[!-/:-@\[^-`{-~]", re.sub(r"\\[!-/:-@\[-`{-~]", "", found))
    assert shown(found).replace("\u2060", "") == re.sub(r"\s+", " ", text)
    assert not LINKED.search(shown(found))


@pytest.mark.parametrize(
    "text",
    ["Parliament's vote", 'A co-operation (or "another"), 50%; its own? Yes.', "The UN, the OSCE or another/all."],
)
def test_plain_words_name_a_tick_as_they_are(text):
    assert named(text) == text


@given(st.text(alphabet="htps:/w.@a-Z_*[]()<>!`$~|#\\ \n1'\",;?%", max_size=60))
def test_nothing_in_the_name_of_a_tick_is_markup(text):
    found = named(text)
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", found)
    assert not re.search(r"[!-/:-@\[-`{-~]", re.sub("['\",;.?()/%-]", "", left))
    assert not re.match(r"\d+[.)]|-", found), "a list"
    assert not re.search(r"--|-[<>]|[<>]-", re.sub(r"\\-", "", found)), "dashes and arrows that are redrawn"
    assert shown(found) == shown(plain(text))


def test_no_text_turns_the_words_around_it():
    assert plain("a\u202eb\u2067c\u202c \u200eאב می\u200cخواهم") == "abc \u200eאב می\u200cخواهم"


@given(st.text(alphabet="htps:/.?=&;lt()<>[]\\\"'`$ \n%é1", max_size=40))
def test_an_address_ends_where_the_link_ends_and_leads_where_it_says(text):
    written = link("name", f"https://{text}")
    assert re.fullmatch(r"\[name\]\(<[^<>\s\\\"`$]*>\)", written)
    address = html.unescape(written[len("[name](<") : -2])
    assert unquote(address) == unquote(f"https://{text}")
