"""Face: the API. In: GET and HEAD requests under `/api/`; out: answers of `output.api`, packed and with their tags.

All work is done by a thread of its own, a piece of a body at a time, so that many who ask for everything take turns in
it, and the pages keep theirs. What is wrong is said as problem+json (RFC 9457).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime, parsedate_to_datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount
from starlette.routing import Route as Address

from dashboard.dataset.problems import DataError
from dashboard.kept import Kept
from dashboard.output.api import Answer, Asked, answer, etag, problem
from dashboard.output.queries import ROUTES, BadQueryError, Route, read_query
from dashboard.ui import cached

WORKERS = 1
"""One thread for all of the API: it takes its turn with the pages' threads, and never more than its turn."""

PACKING = 5
"""Level of gzip: the middle of its scale, where a table is a seventh of its size at a third of the time of level 9."""

READABLE = "ETag, Last-Modified, Link, Content-Disposition"
"""Headers that scripts of other sites may read."""

log = logging.getLogger(__name__)
_kept = Kept()
_pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="api")
_T = TypeVar("_T")


async def _in_pool(work: Callable[[], _T]) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_pool, work)


def asked(request: Request, route: Route) -> Asked:
    """What a request asks. Raises `BadQueryError`, or `DataError` where the record can't be read."""
    record, today = cached.record(), dt.date.today()
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    query = read_query(route, pairs, record, today)
    return Asked(route, query, record, today, f"{request.url.scheme}://{request.url.netloc}")


def changed(question: Asked) -> dt.datetime:
    """When an answer last became another one: the record's last change, or midnight where today counts."""
    midnight = dt.datetime.combine(question.today, dt.time()).astimezone(dt.UTC)  # of this machine, as today is
    return max(question.record.changed, midnight) if question.by_day else question.record.changed


def packs(request: Request) -> bool:
    """Whether the client takes gzip (RFC 9110, section 12.5.3)."""
    accepted: dict[str, str] = {}
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        accepted[name] = weight
    wanted = accepted.get("gzip", accepted.get("*", "0"))
    return wanted.strip("0.") != "" or wanted == ""


def unchanged(request: Request, tag: str, since: dt.datetime) -> bool:
    """Whether what the client has is still right (RFC 9110, section 13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return any(one.strip() in ("*", tag, tag.removeprefix("W/")) for one in tags.split(","))
    try:
        return parsedate_to_datetime(request.headers.get("if-modified-since", "")) >= since
    except (ValueError, TypeError):  # no day, or one without a time zone: the header counts for nothing
        return False


def packed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes as gzip, piece by piece."""
    packer = zlib.compressobj(PACKING, wbits=31)
    for chunk in chunks:
        if piece := packer.compress(chunk):
            yield piece
    yield packer.flush()


async def _pieces(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces as the pool makes them: between two of them it is free for others."""
    while (piece := await _in_pool(lambda: next(chunks, None))) is not None:
        yield piece


def _headers(question: Asked, found: Answer | None = None) -> dict[str, str]:
    headers = {"Content-Type": found.media_type} if found else {}
    headers |= {
        "ETag": etag(question),
        "Last-Modified": format_datetime(changed(question), usegmt=True),
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Location": question.url().removeprefix(question.base),
    }
    if found and found.filename:
        headers["Content-Disposition"] = f'attachment; filename="{found.filename}"'
    if found and found.following:
        headers["Link"] = f'<{question.url(found.following)}>; rel="next"'
    return headers


def _respond(request: Request, route: Route) -> Response:
    """The answer to a request, its rows found, its body not yet made. Raises what `asked` and `answer` raise."""
    question = asked(request, route)
    if unchanged(request, etag(question), changed(question)):
        return Response(status_code=304, headers=_headers(question))
    packing = packs(request)
    key = (etag(question), question.today, packing)
    made = _kept.get(key)
    if made and request.method == "GET":
        return Response(made.body, headers=dict(made.headers))
    if made:
        return StreamingResponse(_pieces(iter(())), headers=made.headers)
    found = answer(question)
    headers = _headers(question, found) | ({"Content-Encoding": "gzip"} if packing else {})
    if request.method == "HEAD":
        return StreamingResponse(_pieces(iter(())), headers=headers)
    pieces = packed(found.chunks) if packing else found.chunks
    return StreamingResponse(_pieces(_kept.keeping(key, headers, pieces)), headers=headers)


def _address(route: Route) -> Address:
    async def endpoint(request: Request) -> Response:
        return await _in_pool(lambda: _respond(request, route))

    return Address(f"/{route.path}", endpoint, name=route.path)


def _says(status: int, title: str, detail: str, **more: object) -> JSONResponse:
    return JSONResponse(problem(status, title, detail) | more, status, media_type="application/problem+json")


async def _bad_query(_request: Request, error: Exception) -> Response:
    rejected = error.rejected if isinstance(error, BadQueryError) else ()
    names = ", ".join(dict.fromkeys(one.parameter for one in rejected))
    body = problem(400, "Parameter or value not allowed", f"Not allowed: {names[:1000]}.", rejected)
    return JSONResponse(body, 400, media_type="application/problem+json")


async def _bad_record(_request: Request, error: Exception) -> Response:
    log.error("the record can't be read: %s", error)
    return _says(
        503, "The record can't be read", "Run `python -m dashboard check`.", problems=str(error).splitlines()[:20]
    )


async def _no_such(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    titles = {404: "No such address", 405: "Only GET and HEAD"}
    paths = ", ".join(f"/api/{route.path}" for route in ROUTES)
    response = _says(status, titles.get(status, "Error"), f"The API has these addresses, to be read: {paths}.")
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _failed(_request: Request, _error: Exception) -> Response:
    return _says(500, "Something went wrong here", "This is a fault of the server; its log says more.")


async def _description(_request: Request) -> Response:
    return RedirectResponse("/api/openapi.json")


def api() -> list[BaseRoute]:
    """The addresses of the API: an application of its own under `/api`, so that its errors are its own."""
    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["If-None-Match", "If-Modified-Since"],
        expose_headers=READABLE.split(", "),
        max_age=86_400,
    )
    application = Starlette(
        routes=[Address("/", _description), *(_address(route) for route in ROUTES)],
        middleware=[cors],
        exception_handlers={
            BadQueryError: _bad_query,
            DataError: _bad_record,
            HTTPException: _no_such,
            Exception: _failed,
        },
    )
    application.router.redirect_slashes = False
    return [Address("/api", _description), Mount("/api", application, name="api")]
