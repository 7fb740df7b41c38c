"""Face: what every request passes first. In: HTTP requests and web sockets; out: refusals, and headers on every answer.

Refused are hosts that this server does not answer to (another site that points its name here could read along),
and addresses or headers that are too long. Answers carry a policy that lets pages load from this server alone, and be
shown in another site's frame only as the views that are made for it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.framing import framed
from dashboard.output.api import problem

LOCAL = ("localhost", "127.0.0.1", "::1")
"""Names of this machine, always answered to, also where the record is edited; others stand in Streamlit's setting
`server.allowedHosts`."""

ADDRESS_BYTES, HEADER_BYTES, FIELDS = 8_192, 16_384, 400
"""Longest address, all headers together, and most parameters of a request."""


def _own_scripts() -> str:
    """The scripts that stand in Streamlit's own page, by their hashes: all others in a page are blocked."""
    page = (Path(st.__file__).with_name("static") / "index.html").read_bytes()
    scripts = re.findall(rb"<script>(.*?)</script>", page, re.DOTALL)
    return "".join(f" 'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)


POLICY = (
    f"default-src 'self'; script-src 'self'{_own_scripts()}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors "
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def host_allowed(host: str) -> bool:
    """Whether a Host header names this server: this machine, or a pattern of `server.allowedHosts`."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if not name or "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        return False
    patterns = [*LOCAL, *(st.config.get_option("server.allowedHosts") or ())]
    return any(
        pattern == "*" or name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:]))
        for pattern in (str(one).strip().lower().strip("[]").rstrip(".") for one in patterns)
    )


def refusal(scope: Scope) -> JSONResponse | None:
    """Why a request is not answered at all, or None."""
    headers = Headers(scope=scope)
    query: bytes = scope["query_string"]
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not host_allowed(hosts[0]):
        return _refuse(
            400, "Unknown host", "This server does not answer to that name: server.allowedHosts lists those it does."
        )
    if len(scope.get("raw_path") or b"") + len(query) > ADDRESS_BYTES:
        return _refuse(414, "Address too long", f"An address may have {ADDRESS_BYTES} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
        return _refuse(431, "Headers too long", f"The headers may have {HEADER_BYTES} bytes together.")
    if query.count(b"&") >= FIELDS:
        return _refuse(400, "Too many parameters", f"An address may have {FIELDS} parameters.")
    return None


def _refuse(status: int, title: str, detail: str) -> JSONResponse:
    return JSONResponse(problem(status, title, detail), status, media_type="application/problem+json")


def security_headers(scope: Scope) -> Mapping[str, str]:
    """The headers that say what a browser may do with an answer."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if framed(scope["path"], pairs):
        return HEADERS | {"Content-Security-Policy": POLICY + "*"}
    return HEADERS | {"Content-Security-Policy": POLICY + "'none'", "X-Frame-Options": "DENY"}


class Guard:
    """ASGI middleware: refuses what must not be answered, and adds the security headers to what is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refused = refusal(scope)
        if scope["type"] == "websocket":
            if refused:
                await send({"type": "websocket.close", "code": 1008})
            else:
                await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in security_headers(scope).items():
                    headers.setdefault(name, value)
            await send(message)

        await (refused or self.app)(scope, receive, send_guarded)
