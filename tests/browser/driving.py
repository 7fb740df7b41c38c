"""How browser tests drive the dashboard: open a page, wait until it is settled, look at it.

One server and one browser serve the whole session, and one tab, for Chromium takes twice as long where it has never
loaded the scripts of Streamlit: a test gets it emptied of what the one before has left, and what it opens besides are
fresh contexts, as browsers of other people.
Streamlit draws element after element, so what is looked for is waited for (`expect`), never read once; and what is
clicked is clicked on a page that is `drawn`, since an element that is about to be drawn anew may swallow a click.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Request, expect
from playwright.sync_api import TimeoutError as TooLateError

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
PATIENCE = 120_000
"""Milliseconds that a page may take on a busy machine before a test gives up: for clicks, addresses and `expect`."""
QUIET = 200
"""Milliseconds without a change after which a page counts as settled."""

LISTEN = """
window.unanswered = false
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words)
    this.addEventListener('message', () => { window.unanswered = false })
  }
  send(words) {
    window.unanswered = true
    super.send(words)
  }
}"""
"""Notes in each page whether its server still owes an answer: until it comes, Streamlit shows no sign of a run."""

MISSING = """
window.missing = () => {
  const shown = what => [...document.querySelectorAll(`[data-testid=${what}]`)].filter(one => one.offsetWidth)
  const listens = chart => chart.querySelector('svg') && chart.parentElement.querySelector('[aria-label*="as PNG"]')
  const filled = table => table.querySelector('[role=gridcell], [role=grid][aria-rowcount="1"]')
  const wanted = {
    'the end of the script': document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]'),
    'an answer of the server': !window.unanswered,
    'parts of the page': !document.querySelector('[data-testid=stSkeleton], [data-stale=true]'),
    'charts that listen to clicks': shown('stVegaLiteChart').every(listens),
    'rows of tables': shown('data-grid-canvas').every(filled),
  }
  return Object.keys(wanted).filter(what => !wanted[what])
}"""
"""Gives each page a function that names what is still waited for."""
DRAWN = """([quiet, wait]) => {
  const now = performance.now()
  if (window.missing().length || window.settled?.wait !== wait) window.settled = { wait, since: now }
  return !window.missing().length && now - window.settled.since >= quiet
}"""
"""Nothing is missing, and so it stays for a moment."""
waits = count()


def chromium_path() -> str | None:
    """The Chromium of this machine, or of the variable CHROMIUM."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, filter(None, names))), None)


def drawn(page: Page | Frame) -> None:
    """Wait until the script has run and all that it draws is there."""
    try:
        page.wait_for_function(DRAWN, arg=[QUIET, next(waits)], polling=50, timeout=PATIENCE)
    except TooLateError as error:
        raise AssertionError(f"{page.url} is not drawn, it lacks {page.evaluate('missing()')}") from error


def fresh_context(browser: Browser, *, size: tuple[int, int] = WIDE, dark: bool = False) -> BrowserContext:
    """A window of its own, with nothing kept from another, in which every wait has patience."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTEN + MISSING)
    return context


LOOKS = {
    "wide-light": {"size": WIDE, "dark": False},
    "narrow-dark": {"size": NARROW, "dark": True},
    "wide-dark": {"size": WIDE, "dark": True},
    "narrow-light": {"size": NARROW, "dark": False},
}


@dataclass
class Driver:
    """Opens pages of one server, and keeps what they asked of other hosts and what went wrong.

    The first in the `tab` that all tests share, the others each in a fresh context.
    """

    browser: Browser
    server: str
    tab: Page
    taken: bool = False
    contexts: list[BrowserContext] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str = "", *, size: tuple[int, int] = WIDE, dark: bool = False) -> Page:
        """Open an address below the server's, such as `country?entity=POL`, in a browser of its own; gives the page."""
        if self.taken:
            self.contexts.append(fresh_context(self.browser, size=size, dark=dark))
            page = self.contexts[-1].new_page()
        else:
            self.taken, page = True, self.tab
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("request", self._ask)
        page.on("pageerror", self._note)
        self.go(page, address)
        return page

    def go(self, page: Page, address: str) -> Page:
        """Load an address in a page that is open, as a reader who types it in; gives the page."""
        page.goto(address if address.startswith("http") else f"{self.server}/{address}")
        page.wait_for_selector("h1")
        drawn(page)
        return page

    def visits(self, pages: Mapping[str, str], look: str) -> Iterator[tuple[str, Page]]:
        """Open addresses one after another in one of the `LOOKS`: each bears its title and fits; with its page."""
        page: Page | None = None
        for address, title in pages.items():
            page = self.go(page, address) if page else self.open(address, **LOOKS[look])
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            fits(page)
            yield address, page

    def _ask(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in (None, "localhost", "127.0.0.1"):
            self.outside.append(request.url)

    def _note(self, error: Error) -> None:
        self.errors.append(str(error))

    def close(self) -> None:
        """Close every context, and leave the tab as if nobody had used it."""
        for context in self.contexts:
            context.close()
        if not self.taken:
            return
        self.tab.remove_listener("request", self._ask)
        self.tab.remove_listener("pageerror", self._note)
        for page in self.tab.context.pages:
            if page is not self.tab:
                page.close()
        self.tab.context.clear_cookies()
        self.tab.goto(f"{self.server}/_stcore/health")
        self.tab.evaluate("localStorage.clear(), sessionStorage.clear()")


def fits(page: Page) -> None:
    """Nothing stands out to the right of the window, so that nobody has to scroll sideways."""
    expect(page.locator("html"), f"{page.url} is too wide").to_have_js_property(
        "scrollWidth", page.evaluate("innerWidth")
    )


def name_of(text: str) -> str:
    """A file name for an address."""
    return re.sub(r"\W+", "-", text).strip("-") or "overview"
