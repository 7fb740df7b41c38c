"""The gold texts keep their own rules: verbatim slices, the codebook's codes, days, names, ids. All are invented."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import training_articles, training_contrast
from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.people import load_people

GOLD = Path(__file__).parent
SETS = ("dev", "own", "held")
CODEBOOK = load_codebook()
PEOPLE = load_people()
LONGEST_QUOTE = 45
CODED = ("question", "phase", "position", "mission", "format")
STATEMENT = {
    *("speaker", "entity", "speaker_entity", "date", "question", "phase", "position", "also", "mission"),
    *("mission_also", "format", "conditions", "quote", "evidence", "required"),
}
EXPECTED = {"speaker", "entity", "question", "position", "also", "phase", "mission"}
BODY = re.compile(
    r"ministry|government|office|kremlin|council|commission|party|army|parliament|house|spokes|chancellery|official",
    re.I,
)
TITLE = re.compile(r"^(Mr|Mrs|Ms|Dr|Sir|Lord|General|President|Minister|Prime|Chancellor|Foreign|Defen[cs]e)\b")

ARTICLES = [path for name in SETS for path in sorted((GOLD / name / "articles").glob("*.txt"))]
ATTRIBUTED = [path for name in SETS for path in sorted((GOLD / name / "attributions").glob("*.txt"))]


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def contrast(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read(GOLD / name / "contrast.jsonl").splitlines()]


def codes(field: str) -> set[str]:
    return {code.code for code in CODEBOOK.codes[field]}


def wrong_name(speaker: str, entity: str, day: date) -> str:
    """Why a speaker is not in the form that the codebook wants, or nothing."""
    rows = [row for row in PEOPLE.offices_of(speaker) if row.holds_on(day)]
    if PEOPLE.offices_of(speaker):
        return "" if any(row.entity == entity for row in rows) else f"{speaker} holds no office of {entity} on {day}"
    if BODY.search(speaker):
        return ""
    return "" if len(speaker.split()) > 1 and not TITLE.match(speaker) else f"{speaker} is no full name"


def wrong_codes(row: dict[str, Any]) -> list[str]:
    """Codes of a statement that the codebook does not have, or not for this question."""
    found = [f"{field} {row[field]}" for field in CODED if field in row and row[field] not in codes(field)]
    questions = {code.code: code.question for code in CODEBOOK.codes["position"]}
    found += [f"position {p}" for p in (row["position"], *row["also"]) if questions.get(p) != row["question"]]
    found += [f"mission {m}" for m in row.get("mission_also", ()) if m not in codes("mission")]
    conditional = {code.code for code in CODEBOOK.codes["position"] if code.conditional}
    found += [f"condition {c}" for c in row.get("conditions", ()) if c not in codes("conditions")]
    if row.get("conditions") and row["position"] not in conditional:
        found.append(f"conditions on {row['position']}")
    return found


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_annotated_by_the_codebook(path: Path) -> None:
    text, gold = read(path), json.loads(read(path.with_suffix(".json")))
    published = date.fromisoformat(gold["published"])
    assert set(gold) == {"published", "genre", "statements"}
    assert gold["genre"]
    for row in gold["statements"]:
        assert set(row) == STATEMENT
        assert not wrong_codes(row)
        assert date.fromisoformat(row["date"]) <= published
        assert not wrong_name(row["speaker"], row["speaker_entity"], date.fromisoformat(row["date"]))
        assert row["evidence"]
        assert row["evidence"] in text
        assert row["quote"] in text
        assert len(row["quote"].split()) <= LONGEST_QUOTE
        assert row["position"] not in row["also"]
        assert row["mission"] not in row["mission_also"]


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.parts[-3] != "dev"], ids=lambda path: path.stem)
def test_no_two_required_statements_of_an_article_are_one(path: Path) -> None:
    rows = [row for row in json.loads(read(path.with_suffix(".json")))["statements"] if row["required"]]
    keys = Counter(
        tuple(row[k] for k in ("speaker", "entity", "question", "position", "phase", "mission", "date")) for row in rows
    )
    assert max(keys.values(), default=1) == 1


@pytest.mark.parametrize("name", SETS)
def test_contrast_items_are_annotated_by_the_codebook(name: str) -> None:
    items = contrast(name)
    ids = {item["id"] for item in items}
    assert len(ids) == len(items)
    for item in items:
        assert set(item) == {"id", "pair", "phenomenon", "published", "text", "expected"}
        assert item["pair"] in ids - {item["id"]} | {""}
        assert item["text"].strip()
        for row in item["expected"]:
            assert set(row) == EXPECTED
            assert not wrong_codes(row)
            assert row["entity"] in PEOPLE.entity_by_code


@pytest.mark.parametrize("name", SETS)
def test_contrast_speakers_stand_in_the_text_under_their_full_name(name: str) -> None:
    """People of the list hold an office on the day; everyone else is named in the text as expected."""
    for item in contrast(name):
        for row in item["expected"]:
            speaker, day = row["speaker"], date.fromisoformat(item["published"])
            if rows := PEOPLE.offices_of(speaker):
                assert any(office.holds_on(day) for office in rows), (item["id"], speaker)
            elif not BODY.search(speaker):
                assert speaker in item["text"], (item["id"], speaker)


@pytest.mark.parametrize("path", ATTRIBUTED, ids=lambda path: path.stem)
def test_attributions_are_spans_of_the_text(path: Path) -> None:
    text, rows = read(path), json.loads(read(path.with_suffix(".json")))
    assert rows
    for row in rows:
        assert set(row) == {"source", "cue", "content", "direct"}
        assert row["content"]
        spans = [*row["content"], *(row[field] for field in ("source", "cue") if row[field])]
        for start, end in spans:
            assert text[start:end] == text[start:end].strip() != ""
        assert all(end <= start for (_, end), (start, _) in zip(row["content"], row["content"][1:], strict=False))
        assert row["direct"] == all(text[start] in "\"'“‘«" for start, _ in row["content"])


def test_no_text_stands_in_two_sets() -> None:
    texts = Counter(read(path) for path in [*ARTICLES, *ATTRIBUTED])
    texts.update(item["text"] for name in SETS for item in contrast(name))
    assert [text[:80] for text, times in texts.items() if times > 1] == []


def test_the_training_texts_are_annotated_by_the_codebook() -> None:
    items = [*training_articles(), *training_contrast(), *training_articles("fresh"), *training_contrast("fresh")]
    assert len({item.id for item in items}) == len(items) > 7000
    for item in items:
        assert item.tag
        assert date.fromisoformat(item.published)
        for row in item.expected:
            assert not wrong_codes(row), item.id
            assert row["entity"] in PEOPLE.entity_by_code, item.id
            assert row["speaker"].strip(), item.id
            assert row.get("evidence", item.text) in item.text, item.id
            if "evidence" in row:
                assert date.fromisoformat(row["date"]) <= date.fromisoformat(item.published), item.id


def test_no_training_text_is_one_of_the_texts_that_are_measured_with() -> None:
    measured = {read(path).strip() for path in ARTICLES} | {item["text"] for name in SETS for item in contrast(name)}
    measured |= {item.text.strip() for item in [*training_articles("fresh"), *training_contrast("fresh")]}
    assert not measured & {item.text.strip() for item in [*training_articles(), *training_contrast()]}
