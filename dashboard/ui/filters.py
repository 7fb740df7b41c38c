"""Faces: the one filter bar. In: the address and the reader's clicks; out: what is asked for, on every page.

It stands in the sidebar (open on a wide screen, behind a button on a phone) and runs in the entry script before any
page, so that all pages share it. `key` of each widget = parameter in the address = field of the codebook.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.selection import EARLIEST, PARAMETERS, REPEATABLE, Selection, allowed_values, parse, parse_on
from dashboard.dataset.store import Record
from dashboard.output import method
from dashboard.positions import conditions
from dashboard.ui import address, left_out

VIEW = ("on", "rule", "about", "met", "shape", "facet", "id", "outcome", "show", "order", "list")
"""Parameters that say how to look, beside those that say at which statements."""

CHOICES: dict[str, tuple[str, ...]] = {
    "list": method.CODED,
    "shape": ("map", "world", "tiles", "table"),
    "facet": (
        "position",
        "entity",
        "group",
        "speaker",
        "phase",
        "kind",
        "mission",
        "question",
        "format",
        "conditions",
        "authority",
        "confidence",
        "origin",
        "source",
    ),
}
"""Parameters of a page with a few values, the default first: anything else in an address is dropped."""

LISTED = {"outcome": "outcome", "show": "shift", "order": "order"}
"""Parameters of a page whose values are those of a list of the codebook."""

ID_PAGES = ("statement", "method")
"""The page that `id` belongs to: no other page's address keeps it."""

UNLIMITED = ("statements", "statement", "method")
"""Pages that show no positions: they have every question and kind of force where none is picked."""

NAMES = (*PARAMETERS, *VIEW)
TOLD = tuple(name for name in NAMES if name not in ("words", "id"))
"""Parameters with values that may be unknown: it is said which were left out."""
DAYS = ("since", "until", "on")
MORE = (
    *("question", "position", "mission", "format", "conditions", "authority"),
    *("speaker", "confidence", "source", "origin", "since", "until"),
)
"""Filters that stand behind "More filters"."""


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: statements, the day and the rule of the positions derived from them."""

    selection: Selection
    on: dt.date
    rule: str

    @property
    def question(self) -> str:
        """The question whose positions are shown: sending, unless accepting alone is picked."""
        return self.selection.question[0] if len(self.selection.question) == 1 else "send"

    def kinds(self, codebook: Codebook) -> tuple[str, ...]:
        """The kinds of force whose positions are shown: ground forces, unless others are picked."""
        return self.selection.kind or codebook.values("kind")[:1]

    def shown(self, codebook: Codebook) -> Selection:
        """The selection with the question and the kinds of force that positions are shown for."""
        return replace(self.selection, question=(self.question,), kind=self.kinds(codebook))


def _picked(parameters: dict[str, list[str]], record: Record) -> Selection:
    """What query parameters pick; what is not known is dropped, and so are days that the widgets don't offer."""
    selection, _ = parse({name: values for name, values in parameters.items() if name in PARAMETERS}, record)
    for name in DAYS[:2]:
        if not EARLIEST <= (getattr(selection, name) or EARLIEST) <= dt.date.today():
            selection = selection.without(name)
    return selection


def _values(parameters: dict[str, list[str]], record: Record) -> dict[str, Any]:
    """Widget values for query parameters; what is not known is dropped."""
    selection = _picked(parameters, record)
    values: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name in PARAMETERS
        if (value := getattr(selection, name))
    }
    on, _ = parse_on(parameters.get("on", [""])[-1], dt.date.today())
    if on:
        values["on"] = on
    values |= _known(parameters, "rule", record.codebook.values("rule"))
    met = [code for code in conditions.to_meet(record.codebook) if code in parameters.get("met", [])]
    if met:
        values["met"] = met
    for name, allowed in CHOICES.items():
        values |= _known(parameters, name, allowed)
    for name, codes in LISTED.items():
        values |= _known(parameters, name, record.codebook.values(codes))
    values |= _known(parameters, "about", (*selection.entity, *selection.speaker))
    if parameters.get("id"):
        values["id"] = parameters["id"][-1]
    return values


def _empty(record: Record) -> dict[str, Any]:
    """What the widgets of the filter bar say when nothing is asked for."""
    return (
        {name: [] for name in REPEATABLE}
        | dict.fromkeys(DAYS)
        | {"words": "", "rule": record.codebook.values("rule")[0]}
    )


def _known(parameters: dict[str, list[str]], name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    value = parameters.get(name, [""])[-1]
    return {name: value} if value in allowed else {}


def _parameters(record: Record) -> dict[str, list[str]]:
    """The state of the widgets as query parameters, defaults left out, in a fixed order."""
    found: dict[str, list[str]] = {}
    for name in NAMES:
        value = st.session_state.get(name)
        values = value if isinstance(value, list) else [value] if value else []
        found[name] = [str(one) for one in values]
    listed = {name: record.codebook.values(codes) for name, codes in {"rule": "rule", **LISTED}.items()}
    for name, allowed in (listed | CHOICES).items():
        if found[name] == [allowed[0]]:
            found[name] = []
    several = (*found["entity"][1:], *found["speaker"][1:])  # without it a page is about the first
    found["about"] = [one for one in found["about"] if one in several]
    return {name: values for name, values in found.items() if values}


def _label(record: Record, name: str, code: str) -> str:
    if name == "entity":
        return record.people.entity_name(code)
    return record.codebook.label(name, code)


def _meanings(record: Record, name: str) -> str:
    """The definitions of a list's codes, for the help beside its label."""
    return "\n\n".join(f"**{code.label}**: {code.definition}" for code in record.codebook.codes[name])


def _many(record: Record, name: str, title: str, placeholder: str) -> None:
    options = allowed_values(record, name)
    if name == "entity":
        options = tuple(sorted(options, key=record.people.entity_name))
    st.multiselect(
        title,
        options,
        key=name,
        placeholder=placeholder,
        format_func=lambda code: _label(record, name, code),
        help=_meanings(record, name) if name in record.codebook.codes else None,
    )


def _clear() -> None:
    address.open_with({})


def keep() -> None:
    """Keep what the filters say on a page that does not show them: Streamlit forgets a widget that is not drawn."""
    for name in NAMES:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def of_address(record: Record) -> tuple[Asked, dict[str, Any]]:
    """What an address asks for where no filters are drawn, and the values of its other parameters."""
    parameters = address.current()
    values = _values(parameters, record)
    left_out.note(parameters, values, TOLD)
    rule = values.get("rule", record.codebook.values("rule")[0])
    return Asked(_picked(parameters, record), values.get("on", dt.date.today()), rule), values


def kept_by_links() -> dict[str, list[str]]:
    """What a link to another page keeps of the address: the filters, the day and the rule, not how a page looks."""
    return {name: values for name, values in address.current().items() if name in (*PARAMETERS, "on", "rule")}


def _draw_more(record: Record, page: str) -> None:
    """The filters that are drawn once they are asked for, or say something."""
    _many(record, "question", "Question", "All" if page in UNLIMITED else "Positions: send")
    _many(record, "position", "Position", "All")
    _many(record, "mission", "Mission", "All")
    _many(record, "format", "Format", "All")
    _many(record, "conditions", "Conditions", "All")
    _many(record, "authority", "Authority", "All")
    _many(record, "speaker", "Official or institution", "All")
    _many(record, "confidence", "Confidence", "All")
    _many(record, "source", "Source", "All")
    _many(record, "origin", "Origin", "All")
    for name in DAYS[:2]:
        st.date_input(
            f"Said {name}", None, key=name, min_value=EARLIEST, max_value=dt.date.today(), format="YYYY-MM-DD"
        )


def draw(record: Record, page: str) -> Asked:
    """Draw the filter bar, keep it and the address in step, and say what is asked for."""
    asked = address.asked(NAMES, page)
    if asked is not None:
        taken = _values(asked, record)
        address.seed(_empty(record) | taken, NAMES)
        left_out.note(asked, taken, TOLD)
    if page not in ID_PAGES:
        st.session_state.pop("id", None)
    with st.sidebar:
        _many(record, "entity", "Country or body", "All")
        _many(record, "group", "Group", "All")
        _many(record, "phase", "Phase", "Both")
        _many(record, "kind", "Kind of force", "All" if page in UNLIMITED else "Positions: ground")
        st.date_input(
            "Positions as of",
            None,
            key="on",
            min_value=EARLIEST,
            max_value=dt.date.today(),
            format="YYYY-MM-DD",
            help="Positions as they stood on that day; empty means today.",
        )
        st.selectbox(
            "Rule",
            record.codebook.values("rule"),
            key="rule",
            help=_meanings(record, "rule"),
            format_func=lambda code: _label(record, "rule", code),
        )
        st.text_input("Words in quote or summary", key="words", placeholder="e.g. peacekeepers")
        with st.expander("More filters", key="_more", on_change="rerun") as more:
            if more.open or any(st.session_state.get(name) for name in MORE):
                _draw_more(record, page)
        st.button("Clear all filters", icon=":material/filter_alt_off:", on_click=_clear, width="stretch")
    parameters = _parameters(record)
    address.write(parameters)
    on = st.session_state.get("on") or dt.date.today()
    return Asked(_picked(parameters, record), on, st.session_state.get("rule") or record.codebook.values("rule")[0])
