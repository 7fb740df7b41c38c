"""docs/method.md says what the data say: its blocks of figures are those of the files they are made from."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA
from dashboard.output.measured import load_measured
from dashboard.positions.shifts import SPLIT_RANKS, SPLIT_WINDOW

DOCS = DATA.parent / "docs"
TEXT = (DOCS / "method.md").read_text("utf-8")


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """The script that writes the blocks."""
    spec = importlib.util.spec_from_file_location("build_docs", DOCS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_block_is_what_the_data_give(build: ModuleType) -> None:
    names = [match["name"] for match in build.BLOCK.finditer(TEXT)]
    assert names == ["agreement", "measured", "limits"]
    assert build.built(TEXT) == TEXT, "run `python docs/build.py`"


def test_every_figure_of_the_parser_stands_in_the_document() -> None:
    found = load_measured()
    block = TEXT.partition("<!-- begin measured -->")[2].partition("<!-- end measured -->")[0]
    rows = {
        tuple(cell.strip() for cell in line.strip("|").split("|")) for line in block.splitlines() if line[:1] == "|"
    }
    for name, tables in found.sets.items():
        for table in tables:
            assert f"**{table.title}, {name}**" in block
            assert set(table.rows) <= rows
    assert found.measured_on in block
    assert found.parser in block


@pytest.mark.parametrize("shift", ["heads", "officials"])
def test_a_split_is_what_the_code_takes_for_one_in_the_document_and_in_the_codebook(shift: str) -> None:
    steps, days = {2: "two"}[SPLIT_RANKS], SPLIT_WINDOW.days
    measure = (
        f"{steps} or more steps of the scale apart by the last word of each, the two at most {days} days apart, in"
    )
    for said in (" ".join(TEXT.split()), load_codebook().code("shift", shift).definition):
        assert measure in said
        assert "A word that its speaker has replaced before the other speaks does not count" in said
        assert "with its newest split" in said


def test_the_document_has_no_figures_outside_its_blocks() -> None:
    by_hand = re.sub(r"<!-- begin (\w+) -->.*?<!-- end \1 -->", "", TEXT, flags=re.DOTALL)
    by_hand = re.sub(r"26 countries on 4 September 2025|February 2026|F1|365 days|90 days|7 days|95%", "", by_hand)
    assert re.findall(r"\d+(?:\.\d+)?", by_hand) == []
