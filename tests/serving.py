"""How tests run the dashboard as a server of its own: a port that stays free, and patience until it answers."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300
"""Seconds that a process or a run of a page may take on a busy machine before a test gives up."""


def free_port() -> int:
    """A port on which nothing listens, below those that systems hand out to connections in the meantime."""
    chance = random.SystemRandom()  # hypothesis sets the seed of the common one: all workers would ask for one port
    while True:
        port = chance.randrange(15_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


@contextmanager
def serving(*words: object, log: Path, cwd: Path = ROOT) -> Iterator[str]:
    """Run `python -m dashboard serve` with these words from a folder; gives its address once it answers."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port), *map(str, words)]
    env = os.environ | {"BROWSER": "true", "STREAMLIT_SERVER_HEADLESS": "true"}
    with log.open("w") as out, subprocess.Popen(command, cwd=cwd, env=env, stdout=out, stderr=out) as process:
        try:
            _wait_for(f"{address}/_stcore/health", process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended:\n{log.read_text('utf-8')}"
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {url}:\n{log.read_text('utf-8')}")
