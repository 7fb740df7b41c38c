"""How long a reader waits for a click, in a real browser: `python -m benchmarks.clicks`.

In: the shipped record, or a synthetic one (`--rows 1000000`), served by a server of its own, in Chromium (of the
variable CHROMIUM, or the machine's) with a window of 1440 x 1000; out: a table of milliseconds a page: the middle and
the slowest of six clicks on the filter "Rule", from the browser's own click to the last change of what the page
shows. The first three clicks ask what nobody has asked before, the other three what somebody has. Beside them stand
the milliseconds of processor that the page's own thread in the browser spends on a click (middle), and those of the
server: other work on the machine changes the waits, and hardly these.

Not counted is what nobody sees: changes outside the app's own frame, and the text for screen readers that a table keeps
inside its canvas, written 200 ms after the canvas. Run it on an idle machine: server and browser share its cores.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.synthetic import make
from benchmarks.tables import Table, show
from dashboard.dataset.files import DATA, DATA_VARIABLE

PAGES = {
    "overview": "",
    "timeline": "timeline",
    "country": "country?entity=FRA",
    "official": "official?speaker=Emmanuel+Macron",
    "statements": "statements",
    "what_if": "what_if?met=ceasefire",
    "shifts": "shifts",
    "compare": "compare?entity=FRA&entity=POL",
}
ARGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
OPTIONS = (1, 2, 0)
"""The options of the filter that are picked in turn, twice."""

WATCH = """() => {
  window.clicked = 0; window.changes = [];
  document.addEventListener('click', () => { window.clicked = performance.now() }, {capture: true, once: true});
  window.watching?.disconnect();
  window.watching = new MutationObserver(found => {
    const seen = node => node?.closest('[data-testid=stApp]') && !node.closest('canvas');
    if (found.some(one => seen(one.target.closest ? one.target : one.target.parentElement))) {
      window.changes.push(performance.now());
    }
  });
  window.watching.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""


@dataclass(frozen=True)
class Server:
    """A server under test: where it answers, and which process it is."""

    address: str
    pid: int

    def milliseconds(self) -> float:
        """Processor time that it has spent so far (Linux: proc(5), fields 14 and 15; elsewhere 0)."""
        stat = Path(f"/proc/{self.pid}/stat")
        if not stat.exists():
            return 0
        spent = stat.read_text().rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, spent)) * 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Click:
    """Milliseconds of one click: until the page's last change, and of processor in the browser and on the server."""

    wait: float
    browser: float
    server: float


@contextmanager
def _serving(port: int) -> Iterator[Server]:
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port)]
    env = os.environ | {"BROWSER": "true", "STREAMLIT_SERVER_HEADLESS": "true"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=DATA.parent, env=env, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(f"{address}/_stcore/health", process)
            yield Server(address, process.pid)
        finally:
            process.terminate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server ended: is its port taken? Try another with --port")
        try:
            urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{url} does not answer")


def _spent(session: CDPSession) -> float:
    """Milliseconds of processor that the page's thread has spent on tasks."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration") * 1000


def _clicks(browser: Browser, server: Server, path: str, watched: float) -> list[Click]:
    """What each click on the filter takes."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{server.address}/{path}")
    page.get_by_test_id("stMainBlockContainer").get_by_test_id("stHeading").first.wait_for(timeout=120_000)
    page.wait_for_timeout(4000)
    found = []
    for option in OPTIONS * 2:
        page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first.locator("input").click()
        page.wait_for_timeout(300)
        picked = page.get_by_role("option").nth(option)
        page.evaluate(WATCH)
        before = _spent(session), server.milliseconds()
        picked.click()
        page.wait_for_timeout(watched)
        clicked, changes = page.evaluate("[window.clicked, window.changes]")
        after = _spent(session), server.milliseconds()
        found.append(Click(changes[-1] - clicked, after[0] - before[0], after[1] - before[1]))
    page.context.close()
    return found


def _row(name: str, clicks: list[Click]) -> tuple[str, ...]:
    waits = [click.wait for click in clicks]
    figures = (
        statistics.median(waits),
        max(waits),
        statistics.median(click.browser for click in clicks),
        statistics.median(click.server for click in clicks),
    )
    return name, *(f"{figure:.0f}" for figure in figures)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=0, help="rows of a synthetic record; 0 for the shipped one")
    options.add_argument("--page", action="append", choices=list(PAGES), help="this page only; may be repeated")
    options.add_argument("--port", type=int, default=8599, help="port of the server that is started")
    options.add_argument("--wait", type=float, default=2000, help="milliseconds that are watched after a click")
    asked = options.parse_args()
    chromium = next(
        filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), "chromium", "google-chrome"))), None
    )
    if chromium is None:
        raise SystemExit("no Chromium on this machine: install Debian's `chromium`, or name one in CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if asked.rows:
            os.environ[DATA_VARIABLE] = str(Path(folder) / "statements.parquet")
            make(asked.rows, Path(os.environ[DATA_VARIABLE]))
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        with _serving(asked.port) as server:
            _clicks(browser, server, "", asked.wait)  # loads the record, and every import
            rows = [_row(name, _clicks(browser, server, PAGES[name], asked.wait)) for name in asked.page or PAGES]
        browser.close()
    title = "Milliseconds from a click on the filter Rule to the last change of the page"
    show([Table(title, ("page", "middle", "slowest", "browser", "server"), rows)], markdown=False)


if __name__ == "__main__":
    main()
