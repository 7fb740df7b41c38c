"""How browser tests drive the dashboard: open a page, wait until it is drawn, look at it.

One server and one browser serve the whole session; a test gets fresh contexts, so no test sees another's cookies.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WIDE, NARROW = (1440, 1000), (390, 844)
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine before a test gives up."""

DRAWN = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
}"""


def chromium_path() -> str | None:
    """The Chromium of this machine, or of the variable CHROMIUM."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, filter(None, names))), None)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(*options: str, log: Path) -> Iterator[str]:
    """Run `python -m dashboard` with these options on a free port; gives its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port), *options]
    env = os.environ | {"BROWSER": "true", "STREAMLIT_SERVER_HEADLESS": "true"}
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out) as process:
        try:
            _wait_for(f"{address}/_stcore/health", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, f"the server ended:\n{log.read_text('utf-8')}"
        try:
            urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {url}:\n{log.read_text('utf-8')}")


def drawn(page: Page) -> Page:
    """Wait until the script has run and no element waits for its part; gives the page."""
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    page.wait_for_timeout(50)  # an element that has just arrived may ask for more
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    return page


@dataclass
class Driver:
    """Opens pages of one server in fresh contexts, and keeps what they asked of other hosts and what went wrong."""

    browser: Browser
    server: str
    contexts: list[BrowserContext] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str = "", *, size: tuple[int, int] = WIDE, dark: bool = False) -> Page:
        """Open an address below the server's, such as `country?entity=POL`, in a browser of its own; gives the page."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._ask(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.go(page, address)
        return page

    def go(self, page: Page, address: str) -> Page:
        """Load an address in a page that is open, as a reader who types it in; gives the page."""
        page.goto(address if address.startswith("http") else f"{self.server}/{address}")
        page.wait_for_selector("h1")
        return drawn(page)

    def _ask(self, url: str) -> None:
        host = urlsplit(url).hostname
        if host not in (None, "localhost", "127.0.0.1"):
            self.outside.append(url)

    def close(self) -> None:
        """Close every context."""
        for context in self.contexts:
            context.close()


def name_of(text: str) -> str:
    """A file name for an address."""
    return re.sub(r"\W+", "-", text).strip("-") or "overview"
