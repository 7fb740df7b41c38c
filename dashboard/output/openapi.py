"""Stage output: the API's description of itself (OpenAPI 3.1).

In: a record and the address of the server; out: the document. Routes and parameters are those of `queries`, columns
those of `columns`, texts those of `exports.json`: nothing of the API is described twice.
"""

from __future__ import annotations

from typing import Any

from dashboard.dataset.selection import REPEATABLE
from dashboard.dataset.store import Record
from dashboard.output.columns import Column, columns, texts
from dashboard.output.exports import MEDIA_TYPES
from dashboard.output.queries import (
    CURSOR_CHARACTERS,
    LARGEST_PAGE,
    ROUTES,
    VALUE_CHARACTERS,
    Route,
    allowed,
)

MOST_CODES = 1_000
"""Values that are listed one by one; a parameter with more is described as text."""

Schema = dict[str, Any]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _value(route: Route, name: str, record: Record) -> Schema:
    """The schema of one value of a parameter."""
    if name == "limit":
        return {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": route.page}
    if name == "cursor":
        return {"type": "string", "maxLength": CURSOR_CHARACTERS}
    if name in ("since", "until", "on"):
        return {"type": "string", "format": "date"}
    known = allowed(route, name, record)
    text: Schema = {"type": "string", "maxLength": VALUE_CHARACTERS}
    return {"type": "string", "enum": list(known)} if 0 < len(known) <= MOST_CODES else text


def _parameter(route: Route, name: str, record: Record) -> Schema:
    value = _value(route, name, record)
    return {
        "name": name,
        "in": "query",
        "description": texts().parameter(name),
        "schema": {"type": "array", "items": value} if name in REPEATABLE else value,
    } | ({"style": "form", "explode": True} if name in REPEATABLE else {})


def _cell(column: Column, record: Record) -> Schema:
    kinds: dict[str, Schema] = {
        "string": {"type": ["string", "null"]},
        "integer": {"type": ["integer", "null"]},
        "date": {"type": ["string", "null"], "format": "date"},
    }
    codes = list(column.allowed(record.codebook))
    coded = {"enum": [*codes, "", None]} if codes else {}
    return kinds[column.type] | coded | {"description": column.meaning}


def _row(table: str, record: Record) -> Schema:
    cells = {column.name: _cell(column, record) for column in columns(table, record.codebook)}
    about = texts().table(table)
    return {
        "type": "object",
        "title": about.title,
        "description": about.meaning,
        "properties": cells,
        "required": list(cells),
        "additionalProperties": False,
    }


def _page(table: str) -> Schema:
    head: Schema = {name: {"type": "string"} for name in ("dataset", "version", "table", "query")}
    head |= {"left_out": {"type": "integer"}, "count": {"type": "integer"}, "next": {"type": ["string", "null"]}}
    head |= {"on": {"type": "string", "format": "date"}, "rule": {"type": "string"}} if table == "positions" else {}
    rows = {"rows": {"type": "array", "items": _ref(table)}}
    return {"type": "object", "properties": head | rows, "required": [*head, "rows"], "additionalProperties": False}


def _content(route: Route) -> Schema:
    body: Schema = {"type": "string"}
    if route.form == "json":
        body = _ref(f"{route.table}_page") if route.table in _TABLES else {"type": "object"}
    return {MEDIA_TYPES[route.form].partition(";")[0]: {"schema": body}}


def _problem(description: str) -> Schema:
    return {"description": description, "content": {"application/problem+json": {"schema": _ref("problem")}}}


def _operation(route: Route, record: Record) -> Schema:
    about = texts().route(route.path)
    tags = {"type": "string"}
    return {
        "operationId": route.path.replace("/", "_").replace(".", "_"),
        "summary": about.summary,
        "parameters": [
            *(_parameter(route, name, record) for name in route.parameters),
            {
                "name": "If-None-Match",
                "in": "header",
                "schema": tags,
                "description": texts().parameter("If-None-Match"),
            },
        ],
        "responses": {
            "200": {
                "description": about.summary,
                "headers": {
                    "ETag": {"schema": tags, "required": True},
                    "Last-Modified": {"schema": tags, "required": True},
                },
                "content": _content(route),
            },
            "304": {"description": "Nothing has changed since the answer with that entity tag."},
            "400": _problem("A parameter or value that is not allowed (not known, given twice, since after until)."),
            "414": _problem("The address is too long."),
            "431": _problem("The headers are too long."),
            "503": _problem("The record can't be read; the problems are listed."),
        },
    }


_TABLES = tuple(dict.fromkeys(route.table for route in ROUTES if route.table in {t.name for t in texts().tables}))
_PROBLEM: Schema = {
    "type": "object",
    "description": "What is wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string"},
                    "value": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["parameter", "value", "allowed"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def document(record: Record, base: str) -> Schema:
    """The OpenAPI document of a server at this address, with the values that this record knows."""
    schemas = {table: _row(table, record) for table in _TABLES} | {f"{table}_page": _page(table) for table in _TABLES}
    edition = record.edition
    return {
        "openapi": "3.1.0",
        "info": {"title": edition.title, "version": edition.version, "description": texts().about_api},
        "servers": [{"url": base or "/"}],
        "paths": {f"/api/{route.path}": {"get": _operation(route, record)} for route in ROUTES},
        "components": {"schemas": schemas | {"problem": _PROBLEM}},
    }
