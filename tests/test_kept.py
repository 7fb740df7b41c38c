"""Answers that are kept: whole ones only, and never more than there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.kept import Kept, Made

HEAD = {"X-Invented": "1"}


def test_an_answer_is_kept_when_its_last_piece_is_through():
    kept = Kept()
    pieces = kept.keeping("a", HEAD, iter([b"1", b"2"]))
    assert next(pieces) == b"1"
    assert kept.get("a") is None
    assert list(pieces) == [b"2"]
    assert kept.get("a") == Made(HEAD, b"12")


def test_an_answer_that_breaks_off_is_not_kept():
    kept = Kept()
    kept.keeping("a", HEAD, iter([b"1", b"2"])).close()
    pieces = kept.keeping("b", HEAD, iter([b"1", b"2"]))
    next(pieces)
    pieces.close()
    assert (kept.get("a"), kept.get("b")) == (None, None)


def test_what_is_too_large_goes_through_and_is_not_kept():
    kept = Kept(largest=3)
    assert b"".join(kept.keeping("a", HEAD, iter([b"12", b"34", b"5"]))) == b"12345"
    assert kept.get("a") is None


def test_those_used_last_stay():
    kept = Kept(room=3)
    for key in "abc":
        kept.put(key, Made(HEAD, b"1"))
    assert kept.get("a")
    kept.put("d", Made(HEAD, b"1"))
    assert [kept.get(key) is not None for key in "abcd"] == [True, False, True, True]


@given(st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=12))))
def test_there_is_never_more_than_there_is_room_for(puts):
    kept, newest = Kept(room=20), {}
    for key, body in puts:
        kept.put(key, Made(HEAD, body))
        newest[key] = body
        held = {key: made.body for key in newest if (made := kept.get(key)) is not None}
        assert sum(map(len, held.values())) <= 20
        assert all(newest[key] == body for key, body in held.items())
