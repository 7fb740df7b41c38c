"""The whole way in a real browser: the founding article is pasted, marked, reviewed, and found again on the pages."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from driving import NARROW, Driver, drawn
from playwright.sync_api import Locator, Page, expect
from serving import serving
from typer.testing import CliRunner, Result

from dashboard.__main__ import app
from dashboard.dataset.checks import check
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.review import decide
from dashboard.review.inbox import Inbox

ARTICLE = (DATA / "articles" / "founding-article.txt").read_text("utf-8")
ABOUT = json.loads((DATA / "articles" / "founding-article.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A copy of the record, and room for a state folder."""
    folder = tmp_path_factory.mktemp("inbox")
    shutil.copytree(DATA, folder / "data", ignore=shutil.ignore_patterns(".lock"))
    return folder


@pytest.fixture(scope="module")
def editing(place):
    """The address of a dashboard on that copy, with editing on."""
    with serving(
        "--edit", "--data", str(place / "data"), "--state", str(place / "state"), log=place / "log.txt"
    ) as address:
        yield address


@pytest.fixture
def desk(browser, editing, place, tab):
    """Opens pages of that dashboard; what an earlier test left in the queue is put aside first."""
    inbox = Inbox(place / "state", load_codebook().columns)
    for candidate in inbox.candidates():
        decide.reject(inbox, candidate.id, reviewer="Tester", now=dt.datetime.now(dt.UTC), reason="of another test")
    driver = Driver(browser, editing, tab)
    yield driver
    driver.close()
    assert driver.outside == [], "a page asked another host"
    assert driver.errors == [], "a script of the page failed"


def typed(place: Path, *words: str) -> Result:
    """Type a command of the inbox on the same folders, in this process: the server is another."""
    return CliRunner().invoke(app, ["inbox", *words, "--data", str(place / "data"), "--state", str(place / "state")])


def paste(page: Page, text: str, title: str, publisher: str, published: str) -> None:
    """Take in an article by hand, and go to what was found in it."""
    page.get_by_text("Add", exact=True).click()
    expect(page.get_by_label("Text of the article")).to_be_visible()
    drawn(page)
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Headline").fill(title)
    page.get_by_label("Publisher").fill(publisher)
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type(published.replace("-", ""))
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name=re.compile(r"^Review \d+ proposals?")).click(timeout=READING)
    expect(page.get_by_text("Proposal 1 of")).to_be_visible()


def press(page: Page, key: str, then: Locator) -> None:
    """Press a key where the page is ready for it, and wait for what it leads to."""
    drawn(page)
    page.keyboard.press(key)
    expect(then).to_be_visible()


def proposal(page: Page, nth: int, waiting: int) -> Locator:
    """The line that says which proposal lies open."""
    return page.get_by_text(f"Proposal {nth} of {waiting}")


READING = 180_000
"""Milliseconds for the first article that a server reads: it loads the language model for it."""
MARKED = "[data-testid=stMarkdownContainer] span[style*=background]"
"""The pieces of the article that are marked."""
EVIDENCE = {
    "Stoltenberg": "There are no plans for NATO combat troops to be deployed on Ukrainian soil.",
    "Fico": "mentioned the consideration of potential bilateral agreements to send troops",
    "Fiala": "the Czech Republic has no intention of sending its soldiers to Ukraine.",
    "Tusk": "Poland has no plans to deploy its troops to Ukraine.",
}


def test_from_the_article_to_the_record(desk, place, picture):
    page = desk.open("inbox")
    paste(page, ARTICLE, ABOUT["title"], ABOUT["publisher"], ABOUT["published"])
    for nth, (speaker, words) in enumerate(EVIDENCE.items(), start=1):
        if nth > 1:
            press(page, "j", proposal(page, nth, 4))
        expect(page.locator("label:has(input:checked)", has_text=speaker)).to_be_visible()
        expect(page.locator(MARKED).first).to_be_visible()
        drawn(page)
        marked = " ".join(page.locator(MARKED).all_inner_texts())
        assert all(word.strip(".") in marked for word in words.split()), f"{speaker} is not marked"
    picture(page, "inbox-review")
    for nth in (3, 2, 1):
        press(page, "k", proposal(page, nth, 4))

    note = page.get_by_role("textbox", name="Note")
    press(page, "e", note)  # the first is edited
    drawn(page)
    note.fill("Said before the meeting in Paris ended.")
    note.blur()
    drawn(page)
    page.get_by_role("button", name="Accept as edited").click()
    expect(proposal(page, 1, 3)).to_be_visible()
    press(page, "a", proposal(page, 1, 2))
    press(page, "a", proposal(page, 1, 1))
    press(page, "x", page.get_by_text("Press a number"))
    press(page, "5", page.get_by_text("Nothing is waiting"))

    log = json.loads(typed(place, "export").stdout)[-4:]
    assert [line["action"] for line in log] == ["edit", "accept", "accept", "reject"]
    ids = [line["statement_id"] for line in log[:3]]
    assert log[0]["human"]["note"] == "Said before the meeting in Paris ended."
    assert check(place / "data", today=dt.date.today()) == []
    for entity, statement_id in zip(("NATO", "SVK", "CZE"), ids, strict=True):
        desk.go(page, f"country?entity={entity}&since=2024-02-27&until=2024-02-27&origin=parsed")
        said = next(line["human"] for line in log if line["statement_id"] == statement_id)
        expect(page.get_by_text(said["quote"] or said["summary"]).first).to_be_attached()
        drawn(page)
        page.locator(".st-key-statements-csv-forms button").first.click()
        with page.expect_download() as download:
            page.locator(".st-key-statements-csv button").first.click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
        assert [row["id"] for row in rows] == [statement_id]
        assert rows[0]["origin"] == "parsed"


SHORT = """Polish Prime Minister Donald Tusk said on Monday: “Poland will not send troops to Ukraine.” He said so in
parliament, on a long day, and was asked nothing more about it. Invented for {name}.
"""


SHEET = (
    "date,date_basis,entity,speaker,speaker_entity,office,authority,question,phase,position,mission,format,summary,"
    "source_publisher,source_date,confidence\n"
)
LINE = (
    "2025-12-0{n},said,POL,Donald Tusk,POL,Prime Minister,head,send,wartime,no_plans,unspecified,unspecified,"
    "Invented statement {n}.,Invented Post,2025-12-0{n},medium\n"
)


def test_a_form_that_is_left_is_found_as_it_was(desk, place):
    sheet = place / "left.csv"
    sheet.write_text(SHEET + "".join(LINE.format(n=n) for n in (4, 5)), "utf-8")
    typed(place, "add", str(sheet), "--reviewer", "Sam")
    page = desk.open("inbox")
    note = page.get_by_role("textbox", name="Note")
    press(page, "e", note)
    drawn(page)
    note.press("End")
    page.keyboard.type("Left in mid-word", delay=10)
    page.get_by_role("button", name="Next").click()  # with no pause, and without leaving the field
    expect(proposal(page, 2, 2)).to_be_visible()
    expect(note).not_to_be_attached()
    press(page, "k", proposal(page, 1, 2))
    expect(note).to_have_value("Left in mid-word")
    drawn(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Record").click()
    page.get_by_role("link", name="Method").click()
    expect(page.get_by_role("heading", level=1, name="Method")).to_be_visible()
    page.go_back()
    expect(note).to_have_value("Left in mid-word")
    drawn(page)
    page.get_by_role("button", name="Cancel").click()
    expect(note).not_to_be_attached()
    press(page, "e", note)
    expect(note).to_have_value("")


@pytest.mark.parametrize("field", ["Note", "Source"])
def test_last_words_typed_are_never_lost(desk, place, field):
    ways = {
        "a key": lambda page: page.keyboard.press("Control+Enter"),
        "a click": lambda page: page.get_by_role("button", name="Accept as edited").click(),
    }
    (place / "short.json").write_text(json.dumps({"published": "2025-03-03", "publisher": "Invented Post"}), "utf-8")
    for way, accept in ways.items():
        (place / "short.txt").write_text(SHORT.format(name=f"{field} and {way}"), "utf-8")
        typed(place, "add", str(place / "short.txt"))
        page = desk.open("inbox")
        box = page.get_by_role("textbox", name=field)
        press(page, "e", box)
        drawn(page)
        box.press("End")
        page.keyboard.type(f" as {way} has it", delay=10)
        accept(page)  # with no pause, and without leaving the field
        expect(page.get_by_text("Nothing is waiting")).to_be_visible()
        last = json.loads(typed(place, "export").stdout)[-1]
        column = {"Note": "note", "Source": "source_publisher"}[field]
        assert (last["action"], last["human"][column].endswith(f"as {way} has it")) == ("edit", True)


def test_two_browsers_and_the_command_line_at_once(desk, place):
    sheet = place / "invented.csv"
    sheet.write_text(SHEET + "".join(LINE.format(n=n) for n in (1, 2, 3)), "utf-8")
    first, second, third = typed(place, "add", str(sheet), "--reviewer", "Sam").stdout.split()
    one, two = desk.open("inbox"), desk.open("inbox")
    for page in (one, two):
        expect(proposal(page, 1, 3)).to_be_visible()
    press(one, "a", proposal(one, 1, 2))
    press(two, "a", two.get_by_text(f"({first}) was decided already: accepted by"))  # too late, and is told so
    assert "accepted by" in typed(place, "reject", first, "--reason", "late").stderr
    assert typed(place, "reject", second, "--reason", "hearsay").exit_code == 0
    press(one, "a", one.get_by_text(f"({second}) was decided already: rejected by"))
    press(one, "a", one.get_by_text("Nothing is waiting"))
    press(one, "z", proposal(one, 1, 1))  # and takes it back
    listed = list(csv.DictReader(io.StringIO(typed(place, "list", "--only", "all").stdout)))
    states = {row["id"]: row["state"] for row in listed}
    assert [states[name] for name in (first, second, third)] == ["accepted", "rejected", "open"]


def test_pasted_text_is_shown_and_never_run(desk):
    page = desk.open("inbox")
    harmless = "Poland's premier Donald Tusk spoke in Warsaw on Monday about the war and about what the army can do. "
    evil = (
        '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> ![x](http://evil.example/x.png) '
        "www.evil.example http://evil.example/ eve@evil.example **bold** "
    )
    said = "Polish Prime Minister Donald Tusk said on Monday: “Poland will not send troops to Ukraine.”"
    paste(page, f"{evil}\n\n{harmless * 5}{said} {evil}", evil, evil, "2025-03-03")
    drawn(page)
    page.get_by_text("Whole article").click()
    expect(page.get_by_role("switch", name="Whole article")).to_be_checked()
    expect(page.get_by_text("window.hacked=1").first).to_be_visible()
    drawn(page)
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main a[href*=evil], main img[src*=evil], section a[href*=evil]")).to_have_count(0)


FAINT = """() => {
  const channel = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [red, green, blue] = parts(colour).slice(0, 3).map(part => channel(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ratio = style => {
    const [low, high] = [light(style.color), light(style.backgroundColor)].sort((one, other) => one - other);
    return high / low;
  };
  return [...document.querySelectorAll('button:enabled')].filter(button => {
    const style = getComputedStyle(button);
    return button.innerText.trim() && (parts(style.backgroundColor)[3] ?? 1) === 1 && ratio(style) < 4.5;
  }).map(button => button.innerText);
}"""
"""The buttons whose words have less contrast with them than WCAG asks of text: axe does not look at these."""


@pytest.mark.parametrize("dark", [False, True])
def test_inbox_on_a_phone_has_no_serious_violation(desk, place, serious, picture, dark):
    (place / "again.txt").write_text(f"{ARTICLE}\n\nInvented: printed again, {dark}.", "utf-8")
    typed(place, "add", str(place / "again.txt"), "--published", ABOUT["published"])
    page = desk.open("inbox", size=NARROW, dark=dark)
    expect(proposal(page, 1, 4)).to_be_visible()
    found = serious(page)
    picture(page, f"inbox-phone-{'dark' if dark else 'light'}")
    page.get_by_text("Add", exact=True).click()
    expect(page.get_by_role("button", name="Read it")).to_be_enabled()
    drawn(page)
    found += serious(page)
    assert page.evaluate(FAINT) == []
    assert [one for one in found if not one.startswith(("list", "listitem"))] == []  # Streamlit's own pages


def test_without_edit_there_is_no_inbox(driver):
    page = driver.open("inbox")
    expect(page.get_by_role("link", name="Inbox")).to_have_count(0)
    expect(page.get_by_role("heading", name="Inbox")).to_have_count(0)
    expect(page.get_by_label("Your name")).to_have_count(0)
