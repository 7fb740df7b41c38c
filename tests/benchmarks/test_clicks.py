"""The benchmark of clicks: its server, and its rows. Its record is synthetic: nobody said what stands there."""

from __future__ import annotations

import json
import socket
import urllib.request
from pathlib import Path

from benchmarks.clicks import HEAD, Click, row, serving
from benchmarks.synthetic import make


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_the_record_under_test_is_the_one_asked_for(tmp_path: Path) -> None:
    """It was not: `serve` went back to the shipped record, and a million rows looked as fast as some hundred."""
    data = tmp_path / "statements.parquet"
    make(7, data)
    with (
        serving(free_port(), data) as server,
        urllib.request.urlopen(f"{server.address}/api/statements.json", timeout=60) as answer,
    ):
        found = json.load(answer)
    assert "synthetic" in json.dumps(found)


def clicks(*waits: float) -> list[Click]:
    return [Click(wait, browser=wait / 2, server=50, runs=1, parts=9, kilobytes=3.2) for wait in waits]


def test_a_row_is_that_of_the_fastest_round_beside_the_median_of_all() -> None:
    found = dict(zip(HEAD, row("overview", "Rule", [clicks(300, 400, 900), clicks(100, 200, 700)]), strict=True))
    assert found == {
        "page": "overview",
        "widget": "Rule",
        "median": "200",
        "all": "350",
        "slowest": "700",
        "browser": "100",
        "server": "50",
        "runs": "1",
        "parts": "9",
        "kB": "3",
    }


def test_a_widget_that_could_not_be_clicked_has_dashes() -> None:
    assert row("overview", "Rule", []) == ("overview", "Rule", *"–" * (len(HEAD) - 2))
