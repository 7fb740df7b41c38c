"""Faces: what pages load and derive, once for all who look at it.

In: the data path of this server and a selection; out: shared frames. A record is told from others by its fingerprint
and a selection by its query, never by a frame's content. Results are shared (`cache_resource`): read them, never
write to them.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from dashboard.dataset import selection as selections
from dashboard.dataset.beside import columns_of
from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.files import DATA, DATA_VARIABLE
from dashboard.dataset.problems import DataError
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record, fingerprint, load_record
from dashboard.output import arrange, charts, citation, looks, maps, measured, method, package, pictures, tables, views
from dashboard.positions import conditions, view
from dashboard.positions.as_of import SILENT, Slots

KEPT = 128
"""How many derived results are kept for each function; the oldest goes first."""

PICTURES = (charts, maps, pictures)
"""Modules whose functions build specifications; no name stands in two of them."""
HEIGHTS = charts.HEIGHTS | pictures.HEIGHTS

Derived = TypeVar("Derived", bound=Callable[..., Any])


def shared(derive: Derived) -> Derived:
    """Share what a function derives among all sessions, told apart by fingerprint and query."""
    keep = st.cache_resource(
        max_entries=KEPT,
        show_spinner=False,
        hash_funcs={Record: lambda record: record.fingerprint, Selection: lambda selection: selection.query()},
    )
    return cast(Derived, keep(derive))


def data_path() -> Path:
    """The data folder or Parquet file that this server shows."""
    return Path(os.environ.get(DATA_VARIABLE) or DATA)


def beside(name: str, days: tuple[str, ...] = ()) -> pd.DataFrame:
    """A table that stands beside the record this server shows, as it is on disk now; `days` are columns of days.

    Beside a Parquet file stands none: then it is the one that is shipped. In a folder without it, it has no rows.
    """
    path = (DATA if data_path().is_file() else data_path()) / name
    if not path.is_file():
        return pd.DataFrame(columns=list(columns_of(name))).astype(dict.fromkeys(days, "datetime64[us]"))
    return _beside(str(path), path.stat().st_mtime_ns, days)


@st.cache_resource(max_entries=8, show_spinner=False)
def _beside(path: str, changed: int, days: tuple[str, ...]) -> pd.DataFrame:
    del changed  # it only tells one state of the file from another
    return pd.read_csv(path, keep_default_na=False).astype(dict.fromkeys(days, "datetime64[us]"))


@st.cache_resource(max_entries=2, show_spinner="Reading the record …")
def _record(path: str, state: str) -> Record:
    del state  # it only tells one state of the files from another
    found = load_record(Path(path))
    _ = found.words  # folded now, not on somebody's first search
    gc.unfreeze()  # what an earlier record froze, and may be garbage by now
    gc.collect()
    gc.freeze()  # what is loaded stays: else Python walks through all of it every minute, on somebody's click
    return found


def record() -> Record:
    """The record as it is on disk now: read anew only when a file has changed."""
    path = data_path()
    return _record(str(path), fingerprint(path))


@shared
def statements(record: Record, selection: Selection) -> pd.DataFrame:
    """The statements that a selection picks, by date and id."""
    return selections.select(record, selection)


@shared
def _slots(record: Record, basis: Selection) -> Slots:
    whole = None if basis.empty else _slots(record, Selection())
    return view.basis_slots(record, basis, whole)


def slots(record: Record, selection: Selection) -> Slots:
    """The slots on which the positions of a selection rest."""
    return _slots(record, view.basis(selection))


def _open_slots(record: Record, selection: Selection) -> Slots:
    """The slots of a selection whatever its days: these are the days of what is derived from them."""
    return slots(record, selection.without("since").without("until"))


@shared
def readable_statements(record: Record, selection: Selection, most: int) -> pd.DataFrame:
    """The newest statements that a selection picks, as people read them."""
    return tables.readable(record, statements(record, selection).tail(most))


@shared
def lanes_by_slot(record: Record, selection: Selection, most: int, of_many: bool = False) -> dict[str, pd.DataFrame]:
    """The newest statements that a selection picks, by the question that they answer, in lanes (`arrange.by_slot`)."""
    newest = statements(record, selection).tail(most)
    if newest.empty:
        return {}
    lanes = arrange.by_slot(readable_statements(record, selection, most), record.codebook, of_many)
    asked = {question: newest["question"] == question for question in record.codebook.values("question")}
    return {question: lanes[found] for question, found in asked.items() if found.any()}


@shared
def positions(record: Record, selection: Selection, day: dt.date, rule: str) -> pd.DataFrame:
    """The positions on a day that a selection asks for."""
    return view.positions_view(slots(record, selection), selection, day, rule)


@shared
def positions_by_rules(record: Record, selection: Selection, day: dt.date, rule: str) -> pd.DataFrame:
    """The same positions with what each rule gives: three times the work, so only where it is shown or downloaded."""
    return view.by_every_rule(slots(record, selection), positions(record, selection, day, rule), day)


def positions_table(
    record: Record, selection: Selection, day: dt.date, rule: str, farthest_first: bool = False
) -> pd.DataFrame:
    """The same positions with the columns in which they leave the house; by name, or as `readable_positions` stand."""
    found = positions_by_rules(record, selection, day, rule)
    return views.positions_columns(record, tables.by_position(found, record.codebook) if farthest_first else found)


@shared
def _moved(record: Record, selection: Selection, rule: str) -> pd.DataFrame:
    return views.changes_asked_for(record, selection, views.step_rule(rule), _open_slots(record, selection))


@shared
def changes(record: Record, selection: Selection, rule: str) -> pd.DataFrame:
    """The changes of position that a selection asks for, newest first, with both statements.

    Under the rule `authority` a position may move without a word: its changes are shown under `latest`.
    """
    return views.changes_columns(record, _moved(record, selection, rule))


@shared
def newest_changes(record: Record, selection: Selection, rule: str, day: dt.date, most: int) -> pd.DataFrame:
    """The newest changes up to a day, with both statements as people read them: `from_said`, `to_said` and so on."""
    moved = _moved(record, selection, rule)
    recent = moved[moved["date"] <= pd.Timestamp(day)].head(most).reset_index(drop=True)
    said = record.frame.loc[[*recent["from_row"], *recent["to_row"]]]
    said = said.assign(stated_phase=said["phase"].array, phase=[*recent["phase"]] * 2)
    both = tables.readable(record, said)  # together: most of what it costs is the same for one row and for a hundred
    read = [
        both.iloc[place : place + len(recent)].reset_index(drop=True).add_prefix(f"{side}_")
        for side, place in (("from", 0), ("to", len(recent)))
    ]
    codes = {f"{side}_code": record.frame["position"].loc[recent[f"{side}_row"]].array for side in ("from", "to")}
    return pd.concat([recent[["entity", "phase", "kind"]].assign(**codes), *read], axis="columns")


@shared
def splits_table(record: Record, selection: Selection) -> pd.DataFrame:
    """The splits that a selection asks for, newest first, with both statements."""
    return views.splits_table(record, selection, _open_slots(record, selection))


@shared
def claims_table(record: Record, selection: Selection) -> pd.DataFrame:
    """The claims that a selection asks for, newest first, each with the entity's own statement."""
    return views.claims_table(record, selection, _open_slots(record, selection))


@shared
def splits(record: Record, selection: Selection) -> pd.DataFrame:
    """The splits that a selection asks for, newest first."""
    return views.splits_asked_for(record, selection, _open_slots(record, selection))


@shared
def claims(record: Record, selection: Selection) -> pd.DataFrame:
    """What others say of the entities that a selection asks for, newest first."""
    return views.claims_asked_for(record, selection, _open_slots(record, selection))


@shared
def _outcomes(
    record: Record, basis: Selection, day: dt.date, rule: str, kind: str, met: frozenset[str]
) -> pd.DataFrame:
    return conditions.outcomes(_slots(record, basis), day, rule, kind, met)


def outcomes(
    record: Record, selection: Selection, day: dt.date, rule: str, kind: str, met: frozenset[str]
) -> pd.DataFrame:
    """Who of those asked for has said they would send under these conditions, and what the others said."""
    found = _outcomes(record, view.basis(selection), day, rule, kind, met)
    return views.outcomes_asked_for(record, selection, found)


@shared
def readable_positions(record: Record, selection: Selection, day: dt.date, rule: str) -> pd.DataFrame:
    """The positions on a day as people read them, those that go farthest first, silence last."""
    found = tables.by_position(positions(record, selection, day, rule), record.codebook)
    table, narrowed = tables.readable(record, found), citation.narrowed(record, selection, rule)
    return table.assign(marks=table["marks"].mask(found["position"] == SILENT, narrowed)) if narrowed else table


@shared
def readable_outcomes(
    record: Record, selection: Selection, day: dt.date, rule: str, kind: str, met: frozenset[str]
) -> pd.DataFrame:
    """The outcomes as people read them."""
    return arrange.with_waits(record, outcomes(record, selection, day, rule, kind, met))


@shared
def outcome_tiles(
    record: Record, selection: Selection, day: dt.date, rule: str, kind: str, met: frozenset[str]
) -> tuple[pd.DataFrame, int]:
    """The outcomes as tiles, and how many lines they take."""
    asking = (record, selection, day, rule, kind, met)
    return arrange.outcome_tiles(record, outcomes(*asking), readable_outcomes(*asking), conditions.phase_of(met))


@shared
def terms_waited_for(
    record: Record,
    selection: Selection,
    day: dt.date,
    rule: str,
    kind: str,
    met: frozenset[str],
    words: tuple[str, str, str],
) -> pd.DataFrame:
    """The terms that were named; `words` say whether they are waited for, met, or of somebody who is undecided."""
    asking = (record, selection, day, rule, kind, met)
    return arrange.terms_waited_for(record, outcomes(*asking), readable_outcomes(*asking), words)


@shared
def spans(record: Record, selection: Selection, slot: tuple[str, str, str], until: dt.date, rule: str) -> pd.DataFrame:
    """The positions of the entities asked for in one slot (question, phase, kind), from the record's first day on."""
    first = record.first_day
    return view.spans(slots(record, selection), selection, *slot, (first, max(until, first)), views.step_rule(rule))


@shared
def bands(record: Record, selection: Selection, slot: tuple[str, str, str], until: dt.date, rule: str) -> pd.DataFrame:
    """The positions of the entities asked for in one slot as bands of a picture."""
    return arrange.bands(record, spans(record, selection, slot, until, rule))


@shared
def scope(record: Record, selection: Selection) -> frozenset[str]:
    """The entities that a selection asks for."""
    return frozenset(view.scope(record, selection))


@shared
def spoken(record: Record) -> dict[tuple[str, str, str], int]:
    """How many statements each speaker made for an entity in an office."""
    columns = ["speaker", "speaker_entity", "office"]
    counts = record.frame.groupby(columns, observed=True).size().reset_index(name="statements")
    return {
        (str(name), str(entity), str(office)): int(n)
        for name, entity, office, n in counts.itertuples(index=False, name=None)
    }


@shared
def heard(record: Record) -> dict[tuple[str, str, str], tuple[dt.date, dt.date]]:
    """The days of the first and the last statement that each speaker made for an entity in an office."""
    columns = ["speaker", "speaker_entity", "office"]
    days = record.frame.groupby(columns, observed=True)["date"].agg(["min", "max"]).reset_index()
    return {
        (str(name), str(entity), str(office)): (first.date(), last.date())
        for name, entity, office, first, last in days.itertuples(index=False, name=None)
    }


@shared
def speakers_table(record: Record) -> pd.DataFrame:
    """Officials and institutions as they leave the house."""
    return package.speakers_table(record, spoken(record))


@shared
def counts_by_month(record: Record, selection: Selection, slot: tuple[str, str, str], rule: str) -> pd.DataFrame:
    """How many entities in scope held each position that is asked for at the end of each month in one slot (question,
    phase, kind), and how many had said nothing, unless positions are picked: silence is none.
    """
    counts = view.counts_by_month(slots(record, selection), selection, *slot, views.step_rule(rule))
    host = record.codebook.host if slot[0] == "send" else ""
    entities = [entity for entity in view.scope(record, selection) if entity != host]
    return tables.over_time(record, counts, slot[0], None if selection.position else len(entities))


@shared
def _by_month(record: Record, selection: Selection) -> pd.Series[int]:
    return method.by_month(record, statements(record, selection))


@shared
def coverage(record: Record, selection: Selection) -> pd.DataFrame:
    """How many statements of a selection, and of the record, there are of each entity asked for in each month."""
    found = (_by_month(record, selection), _by_month(record, Selection()))
    return method.coverage(record, *found, view.scope(record, selection))


@st.cache_resource
def parser_fingerprint() -> str:
    """The fingerprint of the parser that runs here."""
    return measured.parser_fingerprint()


@shared
def facet(record: Record, selection: Selection, parameter: str) -> dict[str, int]:
    """How many statements each value of a parameter would give, all other parameters as they are."""
    return selections.facet(record, selection, parameter)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _chart(
    state: str, _codebook: Codebook, name: str, theme: str, options: tuple[tuple[str, Any], ...]
) -> dict[str, Any]:
    del state  # it only tells one record, and so its codebook, from another
    build: Callable[..., dict[str, Any]] = getattr(next(one for one in PICTURES if hasattr(one, name)), name)
    return build(_codebook, theme, **dict(options))


def chart(record: Record, name: str, **options: Any) -> dict[str, Any]:
    """The specification of a chart in this session's theme, built once: building one costs 60 ms and more."""
    asked = tuple(sorted(options.items()))
    spec: dict[str, Any] = _chart(record.fingerprint, record.codebook, name, theme(), asked)
    return spec


def prepare() -> None:
    """Build the pictures that a first click on the first page may ask for, before anybody waits for one."""
    path = data_path()
    try:
        state, codebook = fingerprint(path), load_codebook(DATA if path.is_file() else path)
    except DataError:  # the pages say what is wrong
        return
    question = ("question", codebook.values("question")[0])
    for look in ("light", "dark"):
        _chart(state, codebook, "tiles", look, (question,))
        for world in (False, True):
            _chart(state, codebook, "position_map", look, (question, ("world", world)))


def height(name: str, lanes: int) -> int:
    """The pixels of a chart of lanes: given beside its specification, so that the browser need not draw it anew."""
    return looks.high_as(HEIGHTS[name], lanes)


def theme() -> str:
    """`light` or `dark`, as this session shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"
