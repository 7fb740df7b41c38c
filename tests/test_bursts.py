"""Parts of a page are held until their run ends, and not for long: order and content stay what they were."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import bursts
from dashboard.bursts import Bursts

Said = Callable[[Send], Coroutine[Any, Any, None]]


def part(number: int) -> Message:
    """A message that draws a part of a page."""
    forward = ForwardMsg()
    forward.delta.new_element.text.body = f"part {number}"
    return {"type": "websocket.send", "bytes": forward.SerializeToString()}


def known() -> Message:
    """A message that draws a part which the browser has kept from before."""
    return {"type": "websocket.send", "bytes": ForwardMsg(ref_hash="kept").SerializeToString()}


def end() -> Message:
    """The message that ends a run."""
    forward = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    return {"type": "websocket.send", "bytes": forward.SerializeToString()}


@pytest.fixture
def arrived() -> list[Message]:
    """What has reached the browser."""
    return []


@pytest.fixture
def send(arrived: list[Message]) -> Callable[[Said], None]:
    """Runs an application that says something over a web socket behind the middleware."""

    def through(said: Said) -> None:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await said(send)

        async def deliver(message: Message) -> None:
            await asyncio.sleep(0)  # others get their turn, as on a real connection
            arrived.append(message)

        async def nothing() -> Message:
            return {"type": "websocket.disconnect"}

        # In a thread of its own: the browser tests leave an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, Bursts(app)({"type": "websocket"}, nothing, deliver)).result()

    return through


def test_parts_wait_for_the_end_of_their_run_and_keep_their_order(send, arrived) -> None:
    wanted = [*map(part, range(5)), known(), part(5), end()]

    async def said(out: Send) -> None:
        for message in wanted[:-1]:
            await out(message)
            await asyncio.sleep(0.001)
        assert arrived == []
        await out(wanted[-1])
        assert arrived == wanted

    send(said)


def test_a_long_run_shows_what_it_has(send, arrived, monkeypatch) -> None:
    monkeypatch.setattr(bursts, "LONGEST", 0.01)

    async def said(out: Send) -> None:
        for turn in range(2):
            await out(part(turn))
            assert len(arrived) == turn
            await asyncio.sleep(0.1)
            assert len(arrived) == turn + 1

    send(said)
    assert arrived == [part(0), part(1)]


def test_two_who_send_at_once_do_not_get_out_of_order(send, arrived, monkeypatch) -> None:
    monkeypatch.setattr(bursts, "LONGEST", 0)
    wanted = [*map(part, range(40)), end()]

    async def said(out: Send) -> None:
        for message in wanted:
            await out(message)
            await asyncio.sleep(0)

    send(said)
    assert arrived == wanted


@pytest.mark.parametrize(
    "message",
    [
        {"type": "websocket.accept"},
        {"type": "websocket.close", "code": 1000},
        {"type": "websocket.send", "text": "no run says this"},
    ],
)
def test_what_is_no_part_of_a_page_goes_at_once(send, arrived, message) -> None:
    async def said(out: Send) -> None:
        await out(part(1))
        await out(message)
        assert arrived == [part(1), message]

    send(said)
