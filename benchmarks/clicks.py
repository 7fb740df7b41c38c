"""How long a reader waits for a click, in a real browser: `python -m benchmarks.clicks`.

In: the shipped record, or a synthetic one (`--rows 1000000`), served by a server of its own, in Chromium (of the
variable CHROMIUM, or the machine's) with a window of 1440 x 1000; out: a table, a row for each widget of each page
(`benchmarks.widgets`): the milliseconds of six clicks, the median and the slowest one, from the browser's own click (or
key) to the last change of what the page shows. Each turn asks for something new, or takes back what the turn before
has asked for. Beside them stand the milliseconds of processor that the page's own thread in the browser spends on a
click (median), and those of the server: other work on the machine changes the waits more than these. The last
columns say what the server did: how often the script ran, how many parts of the page it sent, and how many kB.

A machine that others share is slower for minutes at a time. With `--rounds 3` all is clicked through three times, and a
widget's row is that of its fastest round, the one with the lowest median: what the others took longer is the machine's
(so advises the documentation of `timeit.repeat`). The median of all its clicks stands beside it (`all`).

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
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from rich.console import Console
from rich.progress import track
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.synthetic import make
from benchmarks.tables import Table, show
from benchmarks.widgets import BAR, NAMES, PAGES, Widget
from dashboard.dataset.files import DATA

ARGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
TURNS = 6
HEAD = ("page", "widget", "median", "all", "slowest", "browser", "server", "runs", "parts", "kB")

WATCH = """() => {
  window.clicked = 0; window.changes = [];
  const note = () => { window.clicked ||= performance.now() };
  for (const gesture of ['click', 'keydown']) document.addEventListener(gesture, note, {capture: true, once: true});
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


@dataclass
class Sent:
    """What the server has sent to a page since it was last asked: runs of the script, parts of the page, bytes."""

    runs: int = 0
    parts: int = 0
    size: int = 0

    def listen(self, socket: WebSocket) -> None:
        """Count what comes over a connection of the page."""
        socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            kind = ForwardMsg.FromString(frame).WhichOneof("type")
            self.runs += kind == "new_session"
            self.parts += kind == "delta"
            self.size += len(frame)

    def taken(self) -> tuple[int, int, float]:
        """Runs, parts and kB so far, and nothing any more."""
        found = self.runs, self.parts, self.size / 1000
        self.runs = self.parts = self.size = 0
        return found


@dataclass(frozen=True)
class Click:
    """Milliseconds of one click: until the page's last change, and of processor in the browser and on the server.

    Beside them what the server did: runs of the script, parts of the page that it sent, and kB.
    """

    wait: float
    browser: float
    server: float
    runs: int
    parts: int
    kilobytes: float


@contextmanager
def serving(port: int, data: Path) -> Iterator[Server]:
    """Serve a record on a port while the block runs. Raises RuntimeError where the server does not answer."""
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port), "--data", str(data)]
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


def _clicks(browser: Browser, server: Server, path: str, widget: Widget, watched: float) -> list[Click]:
    """What each click on a widget takes."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    sent = Sent()
    page.on("websocket", sent.listen)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{server.address}/{path}")
    page.get_by_test_id("stMainBlockContainer").get_by_test_id("stHeading").first.wait_for(timeout=120_000)
    page.wait_for_timeout(2 * watched)
    found = [_click(page, session, server, sent, widget, turn, watched) for turn in range(TURNS)]
    page.context.close()
    return found


def _click(
    page: Page, session: CDPSession, server: Server, sent: Sent, widget: Widget, turn: int, watched: float
) -> Click:
    gesture = widget.ready(page, turn)
    sent.taken()
    page.evaluate(WATCH)
    before = _spent(session), server.milliseconds()
    gesture()
    page.wait_for_timeout(watched)
    clicked, changes = page.evaluate("[window.clicked, window.changes]")
    after = _spent(session), server.milliseconds()
    wait = changes[-1] - clicked if changes else 0
    return Click(wait, after[0] - before[0], after[1] - before[1], *sent.taken())


def row(page: str, widget: str, rounds: list[list[Click]]) -> tuple[str, ...]:
    """A row of the table, that of the fastest round; dashes where the widget could not be clicked."""
    if not rounds:
        return page, widget, *("–" for _ in HEAD[2:])
    clicks = min(rounds, key=_median)
    middles = (_median(clicks, name) for name in ("browser", "server", "runs", "parts", "kilobytes"))
    waits = _median(clicks), _median([*chain.from_iterable(rounds)]), max(click.wait for click in clicks)
    return page, widget, *(f"{figure:.0f}" for figure in (*waits, *middles))


def _median(clicks: list[Click], name: str = "wait") -> float:
    return statistics.median(getattr(click, name) for click in clicks)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=0, help="rows of a synthetic record; 0 for the shipped one")
    options.add_argument("--rounds", type=int, default=1, help="how often all is clicked through; the fastest is shown")
    options.add_argument("--page", action="append", choices=list(PAGES), help="this page only; may be repeated")
    options.add_argument("--widget", action="append", choices=NAMES, help="this widget only; may be repeated")
    options.add_argument("--port", type=int, default=8599, help="port of the server that is started")
    options.add_argument("--wait", type=float, default=2000, help="milliseconds that are watched after a click")
    options.add_argument("--markdown", action="store_true", help="the table in Markdown")
    asked = options.parse_args()
    chromium = next(
        filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), "chromium", "google-chrome"))), None
    )
    if chromium is None:
        raise SystemExit("no Chromium on this machine: install Debian's `chromium`, or name one in CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "statements.parquet" if asked.rows else DATA
        if asked.rows:
            make(asked.rows, data)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        with serving(asked.port, data) as server:
            _clicks(browser, server, "", BAR[0], asked.wait)  # loads the record, every import
            wanted = [
                (page, widget)
                for page in asked.page or PAGES
                for widget in PAGES[page][1]
                if widget.name in (asked.widget or NAMES)
            ]
            rounds: dict[tuple[str, str], list[list[Click]]] = {(page, widget.name): [] for page, widget in wanted}
            for page, widget in track(wanted * asked.rounds, "Clicking", console=Console(stderr=True)):
                try:
                    found = _clicks(browser, server, PAGES[page][0], widget, asked.wait)
                except PlaywrightError as error:  # nothing to click on: the other widgets are measured all the same
                    print(f"{page}, {widget.name}: {error}", file=sys.stderr)
                else:
                    rounds[page, widget.name].append(found)
        browser.close()
    title = "Milliseconds from a click to the last change of the page"
    rows = [row(*name, found) for name, found in rounds.items()]
    show([Table(title, HEAD, rows)], markdown=asked.markdown)


if __name__ == "__main__":
    main()
