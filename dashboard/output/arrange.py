"""Stage output: frames laid out for the pictures of `output.pictures`.

In: spans, outcomes and pairs of statements (codes, rows of the record); out: rows with labels, words and places, all
plain text and numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from typing import Any

import pandas as pd

from dashboard.dataset.codebook import Code, Codebook
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.output.charts import LANE_PARTS
from dashboard.positions.as_of import ANY_PHASE, BOTH_PHASES, SILENT
from dashboard.positions.conditions import UNDECIDED

Row = dict[str, Any]
Slot = tuple[str, str]
"""A phase and a kind of force."""

TILES = 12
"""Tiles in a line: as many as can be read on a phone."""

SAID = [
    *("id", "label", "sign", "position", "rank", "said", "gloss", "speaker", "office", "day", "source"),
    *("confidence", "marks"),
]
"""What a mark tells of the statement it stands for, from `tables.readable`."""


def by_entity(record: Record, readable: pd.DataFrame, statements: pd.DataFrame, phase: str, kind: str) -> pd.DataFrame:
    """Readable statements that count in one phase and kind of force, with `lane` and `lane_order`: a lane an entity.

    Those whose newest word of their own goes farthest come first, those of whom others alone speak last. A statement
    that names no phase counts in both.
    """
    said = statements.loc[readable.index]
    missions = record.codebook.missions(kind)
    inside = readable[said["phase"].isin([phase, ANY_PHASE]) & said["mission"].isin(missions)]
    own = inside[inside["speaks_for"] == ""]
    newest = own.drop_duplicates("country", keep="last").sort_values(["rank", "country"], ascending=[False, True])
    order = {country: place for place, country in enumerate(newest["country"])}
    return inside.assign(lane=inside["country"], lane_order=inside["country"].map(order).fillna(len(order)))


def by_slot(readable: pd.DataFrame, codebook: Codebook, of_many: bool = False) -> pd.DataFrame:
    """Readable statements with `lane` and `lane_order`: a lane for each phase and kind of force.

    They stand in the codebook's order; `of_many` entities, for each of these.
    """
    phases = {code.label: place for place, code in enumerate(codebook.codes["phase"])}
    kinds = {code.label: place for place, code in enumerate(codebook.codes["kind"])}
    lane = readable["phase"] + LANE_PARTS + readable["kind"].str.lower()
    place = readable["phase"].map(phases) * 10 + readable["kind"].map(kinds)
    if of_many:
        lane = readable["country"] + LANE_PARTS + lane
        place = place + readable["country"].rank(method="dense") * 100
    return readable.assign(lane=lane, lane_order=place)


def bands(record: Record, spans: pd.DataFrame) -> pd.DataFrame:
    """Spans as the bands of a picture; one that goes on after the record's end is cut there, its rest `beyond`.

    The bands of a lane are in order of time; its name says where it ends, for whoever finds its last band too narrow.
    """
    last = pd.Timestamp(record.searched_to)
    spans = spans.reset_index(drop=True)
    before = spans[spans["start"] < last]
    before = before.assign(end=before["end"].where(before["end"] < last, last), beyond=False)
    after = spans[spans["end"] > last]
    after = after.assign(start=after["start"].where(after["start"] > last, last), beyond=True)
    table = pd.concat([before, after])
    said = record.frame.reindex(table["row"].fillna(-1).astype("int64")).reset_index(drop=True)
    said = said.assign(position=said["position"].astype(object).fillna(SILENT), kind="", stated_phase=said["phase"])
    said = said.assign(entity=table["entity"].to_numpy(), phase=table["phase"].to_numpy())
    readable = tables.readable(record, said)
    table = table[["start", "end", "beyond"]].reset_index(drop=True)
    table = pd.concat([readable[["entity", "country", *SAID]], table], axis=1)
    return table.assign(**_lane_columns(table))


def _lane_columns(table: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    """What a band needs to know of its lane: how it is called, what came before, and what stands behind a sign."""
    lane = table.groupby("entity", sort=False)
    signed = table["sign"] + " " + table["label"]
    silent = table["rank"] < 0
    last = (LANE_PARTS + signed).mask(silent, "")  # who is silent throughout is so by one wide band
    doubt = table["sign"].str.endswith(tables.DOUBT).map({True: tables.DOUBT, False: ""})
    return {
        "lane": table["country"] + last.groupby(table["entity"]).transform("last"),
        "previous": lane["start"].shift(),
        "moved": table["sign"] != lane["sign"].shift(),
        "short": doubt.mask(silent, ""),
        "long": (doubt + " " + table["label"]).str.strip().mask(silent, signed),
    }


def outcome_tiles(
    record: Record, outcomes: pd.DataFrame, readable: pd.DataFrame, phase: str
) -> tuple[pd.DataFrame, int]:
    """A cell for each entity under the heading of its outcome, and how many lines all of it takes.

    `readable` are the outcomes `with_waits`, `phase` is the one whose words count: who stands where it does by words
    for the other has a heading that says so.
    """
    columns = ["line", "place", "heading", "entity", "country", "waits", "phase", *SAID]
    codes = outcomes[["outcome", "phase"]].rename(columns={"phase": "by"})
    known = tables.rows(readable.assign(**codes))
    known.sort(key=lambda row: (-row["rank"], row["country"]))
    cells: list[Row] = []
    line = 0
    for code, by in product(record.codebook.codes["outcome"], (phase, *(set(BOTH_PHASES) - {phase}))):
        inside = [row for row in known if (row["outcome"], row["by"]) == (code.code, by)]
        if by != phase and not inside:
            continue
        whose = code.label if by == phase else f"{code.label} · {record.codebook.label('phase', by).lower()}"
        heading = {"line": line, "place": 0, "rank": -1, "heading": f"{whose}: {len(inside)}"}
        cells.append(dict.fromkeys(columns, "") | heading)
        for place, row in enumerate(inside):
            cells.append(row | {"line": line + 1 + place // TILES, "place": place % TILES, "heading": ""})
        line += 1 + -(-len(inside) // TILES)
    return pd.DataFrame(cells, columns=columns), line


def with_waits(record: Record, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Outcomes as people read them: the columns of `readable`, and `outcome` and `waits` in words."""
    book = record.codebook
    table = tables.readable(record, outcomes)
    return table.assign(
        outcome=outcomes["outcome"].map(lambda code: book.label("outcome", code)),
        waits=outcomes["unmet"].map(lambda codes: tables.labels(book, "conditions", codes)),
    )


def terms_waited_for(
    record: Record, outcomes: pd.DataFrame, readable: pd.DataFrame, words: tuple[str, str, str]
) -> pd.DataFrame:
    """A mark for each term that somebody has named: still waited for, named and met, or named by who is undecided.

    `readable` are the outcomes `with_waits`; `words` say the three states. Those who wait for least come first, those
    who are undecided last: met or not, their terms decide nothing.
    """
    rows = []
    given_rows = tables.rows(outcomes[["unmet", "conditions", "outcome"]])
    for given, row in zip(given_rows, tables.rows(readable), strict=True):
        unmet = [code for code in given["unmet"].split(";") if code]
        named = str(given["conditions"]).split(";")
        undecided = given["outcome"] == UNDECIDED
        for code in record.codebook.codes["conditions"]:
            if code.code in unmet or code.code in named:
                state = words[2] if undecided else words[0] if code.code in unmet else words[1]
                rows.append(_term(row, code, state, LAST if undecided else len(unmet)))
    return pd.DataFrame(rows, columns=TERM)


LAST = 100
"""The place of who is undecided: nobody waits for so many terms."""
TERM = ["country", "entity", "term", "meaning", "state", "order", "phase", *SAID]


def _term(readable: Row, term: Code, state: str, order: int) -> Row:
    known = {"term": term.label, "meaning": term.definition, "state": state, "order": order}
    return known | {name: readable[name] for name in ("country", "entity", "phase", *SAID)}


def terms_named(record: Record, statements: pd.DataFrame, current: set[str], words: tuple[str, str]) -> pd.DataFrame:
    """A mark for each term that an entity has named on sending: in a statement that holds now, or only before.

    `statements` are own statements in order of time, `current` the ids of those on which positions rest.
    """
    statements = statements[statements["conditions"] != ""]
    named: dict[tuple[str, str], tuple[int, bool]] = {}
    columns = (statements["entity"], statements["conditions"], statements["id"].isin(current))
    for place, (entity, terms, holds) in enumerate(zip(*columns, strict=True)):
        for term in terms.split(";"):
            if holds or not named.get((entity, term), (0, False))[1]:  # the last that holds, or else the last
                named[entity, term] = place, holds
    places = [place for place, _ in named.values()]
    readable = tables.rows(tables.readable(record, statements.iloc[places]))  # only what is drawn is put into words
    rows = [
        _term(row, record.codebook.code("conditions", term), words[0] if holds else words[1], 0)
        for row, ((_, term), (_, holds)) in zip(readable, named.items(), strict=True)
    ]
    return pd.DataFrame(rows, columns=TERM)


def moves(record: Record, pairs: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """Pairs of statements as the lines of a picture: the end's fields, and the start's under `from_`.

    `before` and `after` are the prefixes of the two statements in `pairs`; where there is none before, its fields are
    empty. `phase` and `kind` are those in which the two are held against each other.
    """
    book = record.codebook
    ends = {prefix: tables.readable(record, side(record, pairs, prefix)) for prefix in (before, after)}
    start = ends[before].loc[:, SAID].add_prefix("from_").reset_index(drop=True)
    missing = pairs[f"{before}_id"].isna().to_numpy()
    start.loc[missing, [name for name in start if name != "from_rank"]] = ""
    end = ends[after].loc[:, ["entity", "country", "date", *SAID]].reset_index(drop=True)
    low = (pairs[f"{after}_confidence"].astype(object) == tables.LOW).to_numpy()
    slot = {name: [book.label(name, code) for code in pairs[name]] for name in ("phase", "kind")}
    return pd.concat([end, start], axis=1).assign(low=low, **slot)


LANE = ["phase", "kind", "label"]
"""What names a lane of a position."""
LANE_NUMBER = len("00 ")
"""Letters of the number before a lane's name: lanes are sorted by it, and no two have the same name."""


def lanes(record: Record, question: str, told: Mapping[Slot, tuple[str, str]], empty: Collection[Slot]) -> pd.DataFrame:
    """The lanes of a picture of moves: for each phase and kind of force its heading, its count, and the positions.

    `told` are the heading and the count of each; what is `empty` has no lanes of positions. Columns: phase, kind and
    label, lane, words, bold.
    """
    book = record.codebook
    codes = book.positions(question)[::-1]
    rows: list[Row] = []
    for (phase, kind), (heading, count) in told.items():
        slot = {"phase": book.label("phase", phase), "kind": book.label("kind", kind)}
        lines: list[Row] = [{"words": heading, "bold": True}, {"words": count}]
        if (phase, kind) not in empty:
            lines += [{"label": code.label} for code in codes]
        rows += [{"label": "", "words": "", "bold": False} | slot | line for line in lines]
    table = pd.DataFrame(rows)
    return table.assign(lane=[f"{place:02d} {label}" for place, label in enumerate(table["label"])])


def in_lanes(moves: pd.DataFrame, lanes: pd.DataFrame) -> pd.DataFrame:
    """Moves with the lanes of their ends: `lane`, and `from_lane`, empty where nothing was said before."""
    places = {tuple(slot): lane for *slot, lane in lanes[[*LANE, "lane"]].itertuples(index=False)}
    found = {
        name: [
            places[slot] if slot[-1] else ""
            for slot in moves[["phase", "kind", label]].itertuples(index=False, name=None)
        ]
        for name, label in (("lane", "label"), ("from_lane", "from_label"))
    }
    return moves.assign(**found)


def side(record: Record, pairs: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """One of the two statements of each pair, as rows of the record; silent where there is none."""
    own = [name for name in record.codebook.columns if name not in ("entity", "question")]
    table = pairs[[f"{prefix}_{name}" for name in own]].set_axis(own, axis=1)
    table = table.assign(entity=pairs["entity"], question=pairs["question"])
    return table.assign(position=table["position"].astype(object).fillna(SILENT))
