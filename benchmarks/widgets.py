"""Benchmark of clicks: what is clicked on which page. In: a page in a browser, and which turn it is; out: a gesture.

A widget is made ready first (a list is opened, a box is filled), and what its function gives then is the gesture that
asks the server for something else: a click on an element, or a key pressed in it. Each turn asks for something new,
or takes back what the turn before has asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

Gesture = Callable[[], None]
Ready = Callable[[Page, int], Gesture]

OPENS = 400
"""Milliseconds that a list of choices is given to open, and a statement to close."""
WIDE = "all => all.flatMap((one, place) => one.getBoundingClientRect().width >= 2 ? [place] : [])"
"""The places of those marks that are wide enough for a pointer: a position of a single day has a band of no width."""
SEARCHED = ("troops", "peace", "ceasefire", "ground", "forces", "")


@dataclass(frozen=True)
class Widget:
    """What is clicked: its name in the table, and how each turn is made ready."""

    name: str
    ready: Ready


def _bar(page: Page) -> Locator:
    return page.get_by_test_id("stSidebar")


def _page(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


def _open(page: Page, box: Locator) -> None:
    """Open the list of a box, which may still be open from the turn before."""
    box.focus()
    page.wait_for_timeout(OPENS)
    if not page.get_by_role("option").count():
        box.press("ArrowDown")
        page.wait_for_timeout(OPENS)


def one_of(label: str) -> Ready:
    """The next choice in a box of the filter bar that holds one."""

    def ready(page: Page, turn: int) -> Gesture:
        _open(page, _bar(page).get_by_role("combobox", name=label))
        options = page.get_by_role("option")
        options.first.wait_for()
        return options.nth((turn + 1) % options.count()).click

    return ready


def many_of(label: str) -> Ready:
    """A choice in a box of the filter bar that holds many; in the next turn out with it again."""

    def ready(page: Page, turn: int) -> Gesture:
        box = _bar(page).get_by_test_id("stMultiSelect").filter(has=page.get_by_role("combobox", name=label))
        if turn % 2:
            return box.get_by_label("Remove").last.click
        _open(page, box.get_by_role("combobox", name=label))
        return page.get_by_role("option").nth(turn // 2 + 1).click  # the first takes all at once

    return ready


def words(page: Page, turn: int) -> Gesture:
    """Words that are searched for, sent by the Enter key."""
    box = _bar(page).get_by_role("textbox", name="Words in quote or summary")
    box.fill(SEARCHED[turn])
    return lambda: box.press("Enter")


def view(label: str) -> Ready:
    """The next of the views that stand side by side under a label."""

    def ready(page: Page, turn: int) -> Gesture:
        views = _page(page).get_by_role("radiogroup", name=label).get_by_role("radio")
        views.first.wait_for()
        return views.nth((turn + 1) % views.count()).click

    return ready


def month(page: Page, _: int) -> Gesture:
    """A month back on the slider, by its key."""
    slider = _page(page).get_by_role("slider", name="Month")
    slider.focus()
    return lambda: slider.press("ArrowLeft")


def tick(page: Page, turn: int) -> Gesture:
    """The boxes of the terms, one after another."""
    return _page(page).get_by_test_id("stCheckbox").nth(turn + 1).locator("label").first.click


def more(page: Page, _: int) -> Gesture:
    """The button below the cards that draws more of them; the page is loaded anew once all are drawn."""
    button = _page(page).get_by_role("button", name="more of").last
    if not button.count():
        page.reload()
        button.wait_for()
        page.wait_for_timeout(4 * OPENS)
    return button.click


def mark(shape: str) -> Ready:
    """A mark of the first picture, which opens its statement; that of the turn before is closed."""

    def ready(page: Page, turn: int) -> Gesture:
        page.keyboard.press("Escape")
        page.wait_for_timeout(OPENS)
        marks = _page(page).get_by_test_id("stVegaLiteChart").first.locator(f".mark-{shape} path")
        seen = marks.evaluate_all(WIDE)
        return lambda: marks.nth(seen[(3 * turn + 1) % len(seen)]).click(force=True)

    return ready


def row(page: Page, turn: int) -> Gesture:
    """The box before a row of the first table, which opens its statement; that of the turn before is closed."""
    page.keyboard.press("Escape")
    page.wait_for_timeout(OPENS)
    table = _page(page).get_by_test_id("stDataFrame").first
    return lambda: table.click(position={"x": 16, "y": 35 * (turn + 1) + 17})


BAR = (
    Widget("Rule", one_of("Rule")),
    Widget("Phase", many_of("Phase")),
    Widget("Group", many_of("Group")),
    Widget("Words", words),
)
"""Filters that every page has."""
ENTITY = Widget("Country or body", many_of("Country or body"))

PAGES: dict[str, tuple[str, tuple[Widget, ...]]] = {
    "overview": ("", (*BAR, Widget("Month", month), Widget("Show as", view("Show as")))),
    "timeline": ("timeline", (*BAR, Widget("a mark", mark("symbol")))),
    "country": (
        "country?entity=FRA&entity=POL",
        (*BAR, ENTITY, Widget("which of two", view("Country or body"))),
    ),
    "official": ("official?speaker=Emmanuel+Macron", (*BAR, Widget("more cards", more))),
    "statements": ("statements", (*BAR, Widget("Count by", view("Count by")), Widget("a row", row))),
    "what_if": ("what_if?met=ceasefire", (*BAR, Widget("a term", tick), Widget("Outcome", view("Outcome")))),
    "shifts": ("shifts", (*BAR, Widget("Show", view("Show")), Widget("Order", view("Order")))),
    "compare": ("compare?entity=FRA&entity=POL", (*BAR, ENTITY, Widget("a band", mark("rect")))),
}
"""Each page: its address, and the widgets that are clicked on it."""
NAMES = tuple(dict.fromkeys(widget.name for _, widgets in PAGES.values() for widget in widgets))
