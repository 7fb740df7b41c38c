"""Take the README's pictures anew: `python docs/screenshots.py` (needs the extra `test` and a Chromium).

In: the dashboard on the shipped record; out: `docs/images/*.png`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
PICTURES = {
    "overview.png": ("?on=2026-02-28", 1440, 1000, "light"),
    "country.png": ("country?entity=FRA&on=2026-02-28", 1440, 1000, "dark"),
}
"""File -> address, width, height and colour scheme."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("the server does not answer")


def main() -> None:
    """Serve, look, save."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        raise SystemExit("no Chromium on this machine: install Debian's `chromium`, or name one in CHROMIUM")
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "dashboard", "--port", str(port)], cwd=DOCS.parent)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
            for name, (page_address, width, height, scheme) in PICTURES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                page.goto(f"{address}/{page_address}")
                page.get_by_test_id("stApp").wait_for()
                page.wait_for_timeout(6000)
                page.screenshot(path=DOCS / "images" / name)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
