"""Face: a page's parts reach the browser in bursts. In: what the server sends over a web socket; out: the same, held.

A script's run sends a page part by part as it draws them, and the browser lays its tree out anew for each handful that
has come: the same 150 parts cost it 120 ms in one piece and 400 ms in forty. So parts are held until the run has
ended, and for `LONGEST` at most, so that a long run shows what it has.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST = 0.25
"""Seconds that a part is held at most."""

HELD = ("delta", "ref_hash", "page_config_changed", "page_info_changed", "navigation")
"""Messages that a run sends on its way; all others go at once, with what was held before them."""


class Held:
    """The sending end of one web socket."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: list[Message] = []
        self._order = asyncio.Lock()
        self._due: asyncio.Task[None] | None = None

    async def __call__(self, message: Message) -> None:
        """Hold a message, or send it with all that wait before it."""
        self._waiting.append(message)
        if not _may_wait(message):
            await self._flush()
        elif self._due is None:
            self._due = asyncio.create_task(self._later())

    async def _later(self) -> None:
        await asyncio.sleep(LONGEST)
        self._due = None
        with suppress(OSError, RuntimeError):  # whoever would read it is gone
            await self._flush()

    async def _flush(self) -> None:
        self.close()
        async with self._order:
            while self._waiting:
                await self._send(self._waiting.pop(0))

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._due is not None:
            self._due.cancel()
            self._due = None


def _may_wait(message: Message) -> bool:
    payload = message.get("bytes")
    return payload is not None and ForwardMsg.FromString(payload).WhichOneof("type") in HELD


class Bursts:
    """ASGI middleware: holds what is sent over web sockets."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        held = Held(send)
        try:
            await self.app(scope, receive, held)
        finally:
            held.close()
