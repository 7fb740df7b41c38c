"""The API against its own OpenAPI document: schemathesis asks what the document allows and what it does not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.guard import Guard
from dashboard.routes import api

EXAMPLES = 12
"""Questions of each kind to each address; the whole test takes some seconds."""


@schemathesis.hook
def filter_query(context: Any, query: dict[str, Any] | None) -> bool:
    """No cursor is made up, no day lies outside those on which positions can be asked for, no `since` after `until`:
    what the document can say in words alone is refused.
    """
    given = query or {}
    days = [str(given[name]) for name in ("since", "until") if name in given]
    known = "2000-01-01" <= str(given.get("on", "2024-01-01")) <= dt.date.today().isoformat()
    return "cursor" not in given and known and days == sorted(days)


# the API and the guard alone: schemathesis starts and stops the application with each request, Streamlit starts once
app = Starlette(routes=api(), middleware=[Middleware(Guard)])
schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "localhost"})


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_declared(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"host": "localhost"})
