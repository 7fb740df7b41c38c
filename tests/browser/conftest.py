"""Fixtures of the browser tests: one server, one Chromium and one tab of it a session, emptied after each test.

Every test under this folder is marked `browser`. Without a Chromium they are skipped with a reason; under CI=true
that is a failure. No page may ask anything of another host or raise an error: each test that uses `driver` holds it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from driving import ARGS, PATIENCE, Driver, chromium_path, fresh_context, name_of
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import serving

HERE = Path(__file__).parent

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the shipped record, served for the whole session."""
    with serving(log=tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on this machine: install Debian's `chromium`, or name one in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(ARGS), timeout=2 * PATIENCE)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The tab that all tests share, for a `Driver`."""
    context = fresh_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def driver(browser: Browser, server: str, tab: Page) -> Iterator[Driver]:
    """Opens pages of the shipped record; afterwards no page may have asked another host, or have raised an error."""
    driver = Driver(browser, server, tab)
    yield driver
    driver.close()
    assert driver.outside == [], "a page asked another host"
    assert driver.errors == [], "a script of the page failed"


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the screenshots: that of the variable SCREENSHOTS, or a temporary one."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def picture(pictures: Path) -> Callable[[Page, str], Path]:
    """Takes a screenshot of a page under a name."""

    def take(page: Page, name: str) -> Path:
        path = pictures / f"{name_of(name)}.png"
        page.screenshot(path=path)
        return path

    return take


@pytest.fixture
def serious() -> Callable[[Page], list[str]]:
    """The serious and critical violations that axe finds on a page, each with the first elements it is about."""

    def find(page: Page) -> list[str]:
        found: list[dict[str, Any]] = Axe().run(page).response["violations"]
        return [
            f"{one['id']} ({one['impact']}): {one['help']}: "
            + "; ".join(node["html"][:160] for node in one["nodes"][:3])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    return find
