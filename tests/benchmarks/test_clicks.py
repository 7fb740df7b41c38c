"""The server of the clicks' benchmark. Its record is synthetic: nobody said what stands there."""

from __future__ import annotations

import json
import socket
import urllib.request
from pathlib import Path

from benchmarks.clicks import serving
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
