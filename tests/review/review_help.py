"""Builders for the tests of stage 2. Every article, speaker and candidate here is invented."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

from dashboard.dataset.checks import check
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA, dump_json, read_json
from dashboard.review.inbox import Inbox

BESIDE = ("key_days.csv", "claimed_numbers.csv")
"""They rest on statements that the small record does not have: of them it has the headers alone."""
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
PEOPLE = """\
adam-muster,Adam Muster,Muster,LUX,Minister of Examples,minister,2024-01-01,
eva-beispiel,Eva Beispiel,Beispiel;Frau Beispiel,LUX,Chancellor of Examples,head,2023-05-01,2025-12-31
"""
TEXT = (
    "Invented Town, 1 March. Adam Muster said on Sunday: “We will not send soldiers to Ukraine.”\n\n"
    "His ministry would, he added, train Ukrainian sappers at home."
)
SENTENCE = "Adam Muster said on Sunday: “We will not send soldiers to Ukraine.”"
QUOTE = "We will not send soldiers to Ukraine"


def make_data(folder: Path) -> Path:
    """A small record: the project's codebook and people, the codebook's examples, and two invented officials."""
    data = folder / "data"
    shutil.copytree(
        DATA, data, ignore=shutil.ignore_patterns("geo", "articles", "judge", "lexicon", "statements", ".lock")
    )
    for name in BESIDE:
        (data / name).write_text((DATA / name).read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    (data / "statements").mkdir()
    examples = {code.example for code in load_codebook(DATA).codes["position"]}
    for path in (DATA / "statements").glob("*.json"):
        kept = [value for value in read_json(path) if value["id"] in examples]
        if kept:
            (data / "statements" / path.name).write_text(dump_json(kept), encoding="utf-8")
    lines = (data / "officials.csv").read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if ",LUX," in line)
    lines[place:place] = PEOPLE.splitlines()
    rows = sorted(lines[1:], key=lambda line: (line.split(",")[3], line.split(",")[1], line.split(",")[6]))
    (data / "officials.csv").write_text("\n".join([lines[0], *rows]) + "\n", encoding="utf-8")
    return data


def make_inbox(folder: Path) -> Inbox:
    return Inbox(folder / "state", load_codebook(DATA).columns)


def make_article(**overrides):
    article = {
        "id": "one.txt",
        "text": TEXT,
        "url": "https://news.example/one",
        "title": "Muster: no soldiers",
        "publisher": "Example Post",
        "published": dt.date(2026, 3, 1),
    }
    return article | overrides


def make_row(**overrides):
    """A row as `python -m dashboard parse` prints it."""
    start, quote = TEXT.index(SENTENCE), TEXT.index(QUOTE)
    row = {
        "article_id": "one.txt",
        "id": "",
        "date": "2026-03-01",
        "date_basis": "published",
        "entity": "LUX",
        "speaker": "Adam Muster",
        "speaker_entity": "LUX",
        "office": "Minister of Examples",
        "authority": "minister",
        "question": "send",
        "phase": "wartime",
        "position": "rules_out",
        "mission": "unspecified",
        "format": "unspecified",
        "conditions": "",
        "quote": QUOTE,
        "quote_language": "en",
        "summary": "Muster says that no soldiers will be sent.",
        "source_publisher": "Example Post",
        "source_title": "Muster: no soldiers",
        "source_url": "https://news.example/one",
        "source_date": "2026-03-01",
        "confidence": "high",
        "note": "",
        "origin": "parsed",
        "evidence": SENTENCE,
        "evidence_start": start,
        "evidence_end": start + len(SENTENCE),
        "quote_start": quote,
        "quote_end": quote + len(QUOTE),
        "score": 0.9,
        "rules": ["cue.said", "stance.not_send"],
    }
    return row | overrides


def numbered(inbox: Inbox, count: int, **overrides) -> list[str]:
    """Take in one invented article with so many candidates of one speaker; gives their ids."""
    rows = [make_row(summary=f"Muster says it for time number {n}.", **overrides) for n in range(count)]
    return list(inbox.take_in(make_article(), rows, how="test", by="Tester", now=NOW).candidates)


def statements(data: Path, entity: str = "LUX") -> list[dict]:
    path = data / "statements" / f"{entity}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def snapshot(data: Path) -> dict[str, bytes]:
    """Every file of the record with its bytes."""
    files = (path for path in data.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(data)): path.read_bytes() for path in files}


def problems(data: Path) -> list[str]:
    """What `check` says about everything but the schema, whose examples a small record has not all."""
    return [str(problem) for problem in check(data, today=NOW.date())]
