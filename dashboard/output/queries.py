"""Stage output: what a query string asks of one route.

In: a route, the pairs of a query string, a record and the day; out: a `Query`, or `BadQueryError` with everything
that is not allowed and what would be. Query strings that ask the same make the same query, in any order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dashboard.dataset.selection import PARAMETERS, Rejected, Selection, allowed_values, parse, parse_on, repeated
from dashboard.dataset.store import Record
from dashboard.output.views import STEP_RULES, check_phase, step_rule
from dashboard.positions.as_of import BOTH_PHASES

PAGE, FEED_PAGE, LARGEST_PAGE = 1_000, 100, 10_000
"""Rows of one answer where no `limit` is given, in JSON and in the feed, and at most."""

VALUE_CHARACTERS = 200
"""Longest value of a parameter, in characters."""

CURSOR_CHARACTERS = 40
PAGING = ("limit", "cursor")


@dataclass(frozen=True)
class Route:
    """One address of the API under `/api/`: the table it gives, in which form, and the parameters it knows."""

    path: str
    table: str
    form: str
    parameters: tuple[str, ...] = ()

    @property
    def paged(self) -> bool:
        """Whether long answers come page by page."""
        return "cursor" in self.parameters

    @property
    def page(self) -> int:
        """Rows of one answer where no `limit` is given."""
        return FEED_PAGE if self.form == "atom" else PAGE


_CHANGES = (*PARAMETERS, "rule", *PAGING)
ROUTES = (
    Route("statements.csv", "statements", "csv", PARAMETERS),
    Route("statements.json", "statements", "json", (*PARAMETERS, *PAGING)),
    Route("positions.csv", "positions", "csv", (*PARAMETERS, "on", "rule")),
    Route("positions.json", "positions", "json", (*PARAMETERS, "on", "rule", *PAGING)),
    Route("changes.json", "changes", "json", _CHANGES),
    Route("changes.atom", "changes", "atom", _CHANGES),
    Route("entities.json", "entities", "json", ("entity", "group")),
    Route("officials.json", "officials", "json", ("entity", "group", "authority")),
    Route("institutions.json", "institutions", "json", ("entity", "group", "authority")),
    Route("codebook.json", "codebook", "json"),
    Route("schema/statement.json", "schema", "json"),
    Route("version.json", "version", "json"),
    Route("openapi.json", "openapi", "json"),
)


@dataclass(frozen=True)
class Query:
    """What is asked: a selection, a day (None is today), a rule, and which page of the answer.

    Without a `limit`, a page has the length that the route gives it.
    """

    selection: Selection
    on: dt.date | None = None
    rule: str = "latest"
    limit: int | None = None
    cursor: str = ""

    def items(self) -> list[tuple[str, str]]:
        """Parameter and value pairs in a fixed order, defaults left out."""
        pairs = self.selection.items()
        pairs += [("on", self.on.isoformat())] if self.on else []
        pairs += [("rule", self.rule)] if self.rule != "latest" else []
        pairs += [("limit", str(self.limit))] if self.limit else []
        return pairs + ([("cursor", self.cursor)] if self.cursor else [])

    def text(self) -> str:
        """The query string, without a question mark; the same for every way to ask the same."""
        return urlencode(self.items())


class BadQueryError(ValueError):
    """A query that can't be answered as it stands: everything in it that is not allowed."""

    def __init__(self, rejected: Iterable[Rejected]) -> None:
        self.rejected = tuple(rejected)
        super().__init__("; ".join(map(str, self.rejected)))


def allowed(route: Route, parameter: str, record: Record) -> tuple[str, ...]:
    """The values that a parameter knows on a route; empty where it is free text, a day or a number."""
    if parameter == "rule":
        return STEP_RULES if route.table == "changes" else record.codebook.values("rule")
    if parameter == "phase" and route.table != "statements":
        return BOTH_PHASES
    return allowed_values(record, parameter)


def read_query(route: Route, pairs: Sequence[tuple[str, str]], record: Record, today: dt.date) -> Query:
    """Make a query of the pairs of a query string. Raises `BadQueryError`."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    rejected = [
        Rejected(name, ", ".join(v), route.parameters) for name, v in values.items() if name not in route.parameters
    ]
    known = {name: given for name, given in values.items() if name in route.parameters}
    rejected += repeated(known)
    rejected += [
        Rejected(name, value, (f"at most {VALUE_CHARACTERS} characters",))
        for name, given in known.items()
        for value in given
        if len(value) > VALUE_CHARACTERS and name in ("words", "cursor")
    ]
    selection, unknown = parse({name: given for name, given in known.items() if name in PARAMETERS}, record)
    rejected += unknown
    if route.table != "statements":
        rejected += check_phase(selection)
    on, bad_days = parse_on(known["on"][0], today) if "on" in known else (None, [])
    rejected += bad_days
    rule = _rule(route, known, record, rejected)
    limit = _limit(known, rejected)
    if rejected:
        raise BadQueryError(rejected)
    return Query(selection, on, rule, limit, known.get("cursor", [""])[0])


def _rule(route: Route, known: Mapping[str, list[str]], record: Record, rejected: list[Rejected]) -> str:
    rule = known.get("rule", ["latest"])[0]
    rules = allowed(route, "rule", record)
    if rule not in rules:
        rejected.append(Rejected("rule", rule, rules))
    return rule


def _limit(known: Mapping[str, list[str]], rejected: list[Rejected]) -> int | None:
    if "limit" not in known:
        return None
    text = known["limit"][0]
    limit = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_PAGE)) else 0
    if not 1 <= limit <= LARGEST_PAGE:
        rejected.append(Rejected("limit", text, (f"1 to {LARGEST_PAGE}",)))
    return limit


def same_question(selection: Selection, on: dt.date, rule: str, base: str) -> dict[str, str]:
    """The addresses at which the API answers what a page shows, by their routes: statements, positions and changes."""
    within = replace(selection, phase=tuple(phase for phase in selection.phase if phase in BOTH_PHASES))
    asked = {
        "statements.csv": Query(selection),
        "positions.csv": Query(within, on, rule),
        "changes.atom": Query(within, rule=step_rule(rule)),
    }
    return {path: f"{base}/api/{path}" + (f"?{query.text()}" if query.text() else "") for path, query in asked.items()}
