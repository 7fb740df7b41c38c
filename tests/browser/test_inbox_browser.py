"""The whole way in a real browser: the founding article is pasted, marked, reviewed, and found again on the pages."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from driving import NARROW, PATIENCE, Driver, drawn, serving
from playwright.sync_api import Page, expect
from typer.testing import CliRunner, Result

from dashboard.__main__ import app
from dashboard.dataset.checks import check
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.review import decide
from dashboard.review.inbox import Inbox

ARTICLE = (DATA / "articles" / "founding-article.txt").read_text("utf-8")
ABOUT = json.loads((DATA / "articles" / "founding-article.json").read_text("utf-8"))


expect.set_options(timeout=PATIENCE)


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
def desk(browser, editing, place):
    """Opens pages of that dashboard; what an earlier test left in the queue is put aside first."""
    inbox = Inbox(place / "state", load_codebook().columns)
    for candidate in inbox.candidates():
        decide.reject(inbox, candidate.id, reviewer="Tester", now=dt.datetime.now(dt.UTC), reason="of another test")
    driver = Driver(browser, editing)
    yield driver
    driver.close()
    assert driver.outside == [], "a page asked another host"
    assert driver.errors == [], "a script of the page failed"


def typed(place: Path, *words: str) -> Result:
    """Type a command of the inbox on the same folders, in this process: the server is another."""
    return CliRunner().invoke(app, ["inbox", *words, "--data", str(place / "data"), "--state", str(place / "state")])


def paste(page: Page) -> None:
    page.get_by_text("Add", exact=True).click()
    page.get_by_label("Text of the article").fill(ARTICLE)
    page.get_by_label("Headline").fill(ABOUT["title"])
    page.get_by_label("Publisher").fill(ABOUT["publisher"])
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type(ABOUT["published"].replace("-", ""))
    page.get_by_role("button", name="Read it").click()


def press(page: Page, key: str) -> None:
    drawn(page)
    page.keyboard.press(key)
    page.wait_for_timeout(200)
    drawn(page)


def marked(page: Page) -> str:
    """What is marked in the article, piece by piece."""
    pieces = page.locator("[data-testid=stMarkdownContainer] span[style*=background]").all_inner_texts()
    return " ".join(pieces)


EVIDENCE = {
    "Stoltenberg": "There are no plans for NATO combat troops to be deployed on Ukrainian soil.",
    "Fico": "mentioned the consideration of potential bilateral agreements to send troops",
    "Fiala": "the Czech Republic has no intention of sending its soldiers to Ukraine.",
    "Tusk": "Poland has no plans to deploy its troops to Ukraine.",
}


def test_from_the_article_to_the_record(desk, place, picture):
    page = desk.open("inbox")
    paste(page)
    page.get_by_role("button", name="Review 4 proposals").click(timeout=90_000)
    expect(page.get_by_text("Proposal 1 of 4")).to_be_visible()
    for speaker, words in EVIDENCE.items():
        drawn(page)
        expect(page.locator("label:has(input:checked)", has_text=speaker)).to_be_visible()
        assert all(word.strip(".") in marked(page) for word in words.split()), f"{speaker} is not marked"
        press(page, "j")
    picture(page, "inbox-review")
    for _ in EVIDENCE:
        press(page, "k")

    press(page, "e")  # the first is edited
    page.get_by_role("textbox", name="Note").fill("Said before the meeting in Paris ended.")
    page.get_by_role("textbox", name="Note").blur()
    drawn(page)
    page.get_by_role("button", name="Accept as edited").click()
    expect(page.get_by_text("Proposal 1 of 3")).to_be_visible()
    press(page, "a")
    expect(page.get_by_text("Proposal 1 of 2")).to_be_visible()
    press(page, "a")
    expect(page.get_by_text("Proposal 1 of 1")).to_be_visible()
    press(page, "x")
    press(page, "5")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    log = json.loads(typed(place, "export").stdout)[-4:]
    assert [line["action"] for line in log] == ["edit", "accept", "accept", "reject"]
    ids = [line["statement_id"] for line in log[:3]]
    assert log[0]["human"]["note"] == "Said before the meeting in Paris ended."
    assert check(place / "data", today=dt.date.today()) == []
    for entity, statement_id in zip(("NATO", "SVK", "CZE"), ids, strict=True):
        desk.go(page, f"country?entity={entity}&since=2024-02-27&until=2024-02-27&origin=parsed")
        said = next(line["human"] for line in log if line["statement_id"] == statement_id)
        expect(page.get_by_text(said["quote"] or said["summary"]).first).to_be_attached()
        page.locator(".st-key-statements-csv-forms button").first.click()
        with page.expect_download() as download:
            page.locator(".st-key-statements-csv button").first.click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
        assert [row["id"] for row in rows] == [statement_id]
        assert rows[0]["origin"] == "parsed"


SHEET = (
    "date,date_basis,entity,speaker,speaker_entity,office,authority,question,phase,position,mission,format,summary,"
    "source_publisher,source_date,confidence\n"
)
LINE = (
    "2025-12-0{n},said,POL,Donald Tusk,POL,Prime Minister,head,send,wartime,no_plans,unspecified,unspecified,"
    "Invented statement {n}.,Invented Post,2025-12-0{n},medium\n"
)


def test_two_browsers_and_the_command_line_at_once(desk, place):
    sheet = place / "invented.csv"
    sheet.write_text(SHEET + "".join(LINE.format(n=n) for n in (1, 2, 3)), "utf-8")
    first, second, third = typed(place, "add", str(sheet), "--reviewer", "Sam").stdout.split()
    one, two = desk.open("inbox"), desk.open("inbox")
    for page in (one, two):
        expect(page.get_by_text("Proposal 1 of 3")).to_be_visible()
    press(one, "a")
    expect(one.get_by_text("Proposal 1 of 2")).to_be_visible()
    press(two, "a")  # the second comes too late, and is told so
    expect(two.get_by_text(re.compile(f"{first} was decided already: accept by"))).to_be_visible()
    assert "accept by" in typed(place, "reject", first, "--reason", "late").stderr
    assert typed(place, "reject", second, "--reason", "hearsay").exit_code == 0
    press(one, "a")
    expect(one.get_by_text(re.compile(f"{second} was decided already: reject by"))).to_be_visible()
    press(one, "a")
    expect(one.get_by_text("Nothing is waiting")).to_be_visible()
    press(one, "z")  # and takes it back
    expect(one.get_by_text("Proposal 1 of 1")).to_be_visible()
    listed = list(csv.DictReader(io.StringIO(typed(place, "list", "--only", "all").stdout)))
    states = {row["id"]: row["state"] for row in listed}
    assert [states[name] for name in (first, second, third)] == ["accepted", "rejected", "open"]


def test_pasted_text_is_shown_and_never_run(desk):
    page = desk.open("inbox")
    page.get_by_text("Add", exact=True).click()
    harmless = "Poland's premier Donald Tusk spoke in Warsaw on Monday about the war and about what the army can do. "
    evil = (
        '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> ![x](http://evil.example/x.png) '
        "www.evil.example http://evil.example/ eve@evil.example **bold** "
    )
    said = "Polish Prime Minister Donald Tusk said on Monday: “Poland will not send troops to Ukraine.”"
    page.get_by_label("Text of the article").fill(f"{evil}\n\n{harmless * 5}{said} {evil}")
    page.get_by_label("Headline").fill(evil)
    page.get_by_label("Publisher").fill(evil)
    page.get_by_role("spinbutton").first.click()
    page.keyboard.type("20250303")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Review 1 proposal").click()
    drawn(page)
    page.get_by_text("Whole article").click()
    drawn(page)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main a[href*=evil], main img[src*=evil], section a[href*=evil]").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_inbox_on_a_phone_has_no_serious_violation(desk, place, serious, picture, dark):
    (place / "again.txt").write_text(f"{ARTICLE}\n\nInvented: printed again, {dark}.", "utf-8")
    typed(place, "add", str(place / "again.txt"), "--published", ABOUT["published"])
    page = desk.open("inbox", size=NARROW, dark=dark)
    found = [one for one in serious(page) if not one.startswith(("list", "listitem"))]  # Streamlit's own pages
    assert found == []
    picture(page, f"inbox-phone-{'dark' if dark else 'light'}")


def test_without_edit_there_is_no_inbox(driver):
    page = driver.open("inbox")
    assert page.get_by_role("link", name="Inbox").count() == 0
    assert page.get_by_role("heading", name="Inbox").count() == 0
    assert page.get_by_label("Your name").count() == 0
