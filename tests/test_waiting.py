"""Tests in a browser wait for what they look for: what is read once is there on a fast machine only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"
READ_ONCE = re.compile(
    r"wait_for_timeout|time\.sleep|is_visible\(|is_checked\(|is_enabled\("
    r"|\bassert\b.*(?:inner_text\(|text_content\(|get_attribute\(|input_value\(|count\(\))"
    r"|assert\b.*\bpage\.url"
)


@pytest.mark.parametrize("path", sorted(BROWSER.glob("*.py")), ids=lambda path: path.name)
def test_nothing_is_read_once(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    found = [f"{path.name}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if READ_ONCE.search(line)]
    assert found == [], "use `expect` of Playwright, with `drawn` before a click"


@pytest.mark.parametrize(
    "line",
    [
        'assert "Norway" in dialog.inner_text()',
        "page.wait_for_timeout(800)",
        'assert page.get_by_role("link").count() == 0',
        'assert page.url.endswith("/country")',
        'assert page.get_by_text("Only").is_visible()',
    ],
)
def test_what_counts_as_read_once(line: str) -> None:
    assert READ_ONCE.search(line)
