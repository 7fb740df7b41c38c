"""What a page gives to take along: the rows that it shows, in the order in which it shows them."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from visiting import opened, table, texts, visit

from dashboard.ui import sharing


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[sharing._Offer]:
    """The files that the pages opened in this test offer."""
    offered: list[sharing._Offer] = []
    monkeypatch.setattr(sharing, "_download", lambda offer, key, feed="": offered.append(offer))
    return offered


def read(file: sharing._Offer) -> pd.DataFrame:
    """A file as CSV."""
    return pd.read_csv(io.BytesIO(file.content("csv")), keep_default_na=False)


def test_the_file_of_the_timeline_stands_as_its_table(files: list[sharing._Offer]) -> None:
    shown = table(opened(visit("timeline", "entity=FRA&entity=TUR&phase=ceasefire")), "said")
    ids = shown["id"].str.extract(r"id=([^&]+)", expand=False)
    assert read(files[0])["id"].tolist() == ids.tolist()
    assert ids.str[:10].tolist() == sorted(ids.str[:10], reverse=True)


@pytest.mark.parametrize(("page", "query"), [("country", "entity=TUR"), ("official", "speaker=Emmanuel+Macron")])
def test_the_file_of_a_list_of_cards_begins_with_the_first_card(
    files: list[sharing._Offer], page: str, query: str
) -> None:
    written = [str(one.value) for one in visit(page, query).main if one.type in ("header", "markdown")]
    heading = next(place for place, text in enumerate(written) if text.startswith("All statements"))
    rows = read(files[-1])
    first = next(text for text in written[heading:] if "/statement?id=" in text)
    assert f"/statement?id={rows['id'].iloc[0]}" in first
    assert rows["date"].tolist() == sorted(rows["date"], reverse=True)


@pytest.mark.parametrize(
    ("page", "query"), [("overview", "shape=table"), ("country", ""), ("compare", "entity=POL&entity=FRA")]
)
def test_the_file_of_positions_stands_as_their_table(files: list[sharing._Offer], page: str, query: str) -> None:
    shown = table(visit(page, query), "said")
    rows = read(files[0])
    assert rows["speaker"].tolist() == shown["speaker"].tolist()
    assert rows["source_publisher"].tolist() == shown["source"].tolist()
    assert rows["date"].tolist() == shown["day"].tolist()


def test_the_file_of_officials_is_their_table(files: list[sharing._Offer]) -> None:
    shown = table(visit("official"), "term")
    (file,) = files
    rows = read(file)
    for name in ("name", "office", "statements", "id"):
        assert rows[name].tolist() == shown[name].tolist()
    assert list(rows) == ["name", "office", "entity", "authority", "from", "to", "statements", "id"]
    assert {*rows["to"][shown["term"] == "always"]} == {""}, "an institution has no term"
    assert file.name("csv").startswith("speakers_")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "**While fighting goes on, after a ceasefire · ground forces**. Tick a row to open"),
        (
            "phase=ceasefire&kind=ground&kind=air_naval",
            "**After a ceasefire · ground forces, air and naval**. Tick a row",
        ),
    ],
)
@pytest.mark.parametrize("page", ["overview", "country"])
def test_a_table_of_positions_names_the_phases_and_kinds_that_it_holds(page: str, query: str, said: str) -> None:
    assert said in texts(visit(page, f"shape=table&{query}")).replace("\\", "")


@pytest.mark.parametrize(("page", "query"), [("overview", "shape=table"), ("country", "")])
def test_the_columns_beside_the_country_say_what_its_rows_are_of(page: str, query: str) -> None:
    """Where a table mixes phases and kinds, a narrow screen must not hide them."""
    assert list(table(visit(page, query), "said"))[:4] == ["country", "position", "phase", "kind"]
