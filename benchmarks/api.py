"""Benchmark: what many who ask the API for everything do to it, to its memory and to the pages beside it.

    python -m benchmarks.api [--clients 50] [--rows 1000000]

In: a dashboard of its own on the shipped record, and one on a synthetic record; out: a table of each. A page's time is
that of the overview's script, from a new session's first message to its last, measured by a client of its own.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Annotated

import httpx
import typer
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import synthetic
from benchmarks.gold import ROOT
from benchmarks.tables import Table, show
from dashboard.output.queries import ROUTES

PATIENCE = 300.0
PAGES = 12
"""How often the page is opened for one figure."""


class Server:
    """A dashboard that runs, and the largest memory it has had since it was last asked."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process
        self.address = f"http://localhost:{port}"

    def memory(self) -> float:
        """Megabytes that the process holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024

    def processor(self) -> float:
        """Seconds of processor time that the process has used: what other work on the machine does not change."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @contextmanager
    def watched(self) -> Iterator[list[float]]:
        """Samples of the memory while something runs."""
        samples, done = [self.memory()], Event()

        def watch() -> None:
            while not done.wait(0.02):
                samples.append(self.memory())

        thread = Thread(target=watch)
        thread.start()
        try:
            yield samples
        finally:
            done.set()
            thread.join()


@contextmanager
def serving(*options: str) -> Iterator[Server]:
    """Run the dashboard on a free port until it answers, and end it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port), *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    env = os.environ | {"BROWSER": "true", "STREAMLIT_SERVER_HEADLESS": "true"}
    with subprocess.Popen(command, cwd=ROOT, env=env, **quiet) as process:
        server = Server(port, process)
        try:
            for _ in range(600):
                try:
                    httpx.get(f"{server.address}/api/version.json", timeout=PATIENCE).raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield server
        finally:
            process.terminate()


async def page_time(server: Server) -> float:
    """Seconds from a new session's first message until the script of the overview has run."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as session:
        started = time.perf_counter()
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        await session.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(session.recv(), PATIENCE))
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - started


async def page_times(server: Server, number: int) -> list[float]:
    """The times of that many pages, one after the other."""
    return [await page_time(server) for _ in range(number)]


async def everything(address: str, client: httpx.AsyncClient) -> list[float]:
    """Ask one server for everything that it has; the seconds of each answer."""
    times = []
    for route in ROUTES:
        started = time.perf_counter()
        response = await client.get(f"{address}/api/{route.path}")
        response.raise_for_status()
        times.append(time.perf_counter() - started)
    return times


async def _crowd(address: str, clients: int) -> list[float]:
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=0)  # many clients, not one that stays
    async with httpx.AsyncClient(timeout=PATIENCE, limits=limits) as client:
        answers = await asyncio.gather(*(everything(address, client) for _ in range(clients)))
    return [one for of_client in answers for one in of_client]


def crowd(address: str, clients: int) -> tuple[list[float], float]:
    """Many ask for everything at once: times of all answers, seconds in all."""
    started = time.perf_counter()
    return asyncio.run(_crowd(address, clients)), time.perf_counter() - started


def _ready() -> None:
    """Nothing: to ask for it starts the process."""


def beside(server: Server, clients: int) -> tuple[list[float], list[float], float]:
    """The same from a process of its own, so that only the server is shared with the pages that are opened meanwhile.

    Times of answers, times of pages, seconds in all.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        other.submit(_ready).result()  # the process has started and read its modules before anything is measured
        asking = other.submit(crowd, server.address, clients)
        pages = []
        while not asking.done():
            pages.append(asyncio.run(page_time(server)))
        answers, seconds = asking.result()
    return answers, pages, seconds


async def stream(server: Server, path: str) -> tuple[float, float, int]:
    """Read one answer to its end and keep none of it: seconds to the first byte, seconds in all, bytes."""
    started, first, size = time.perf_counter(), 0.0, 0
    headers = {"Accept-Encoding": "identity"}
    async with (
        httpx.AsyncClient(timeout=PATIENCE) as client,
        client.stream("GET", f"{server.address}/api/{path}", headers=headers) as response,
    ):
        response.raise_for_status()
        async for piece in response.aiter_raw():
            first = first or time.perf_counter() - started
            size += len(piece)
    return first, time.perf_counter() - started, size


def _ms(times: list[float], share: float = 0.5) -> str:
    return f"{sorted(times)[int(share * (len(times) - 1))] * 1000:.0f}"


def crowd_table(clients: int) -> Table:
    """Many at once on the shipped record, beside the same pages without them."""
    with serving() as server:
        asyncio.run(page_times(server, 3))
        beside(server, 1)  # every answer has been made once
        quiet = beside(server, 1)
        before = server.processor()
        alone = asyncio.run(page_times(server, PAGES))
        of_page = (server.processor() - before) / PAGES
        before = server.processor()
        crowd(server.address, clients)
        of_answer = (server.processor() - before) / (clients * len(ROUTES))
        with server.watched() as memory:
            answers, pages, seconds = beside(server, clients)
        alone += asyncio.run(page_times(server, PAGES))  # before and after: other work on the machine comes and goes
    rows = [
        ["answers", str(len(quiet[0])), str(len(answers))],
        ["answers a second", f"{len(quiet[0]) / quiet[2]:.0f}", f"{len(answers) / seconds:.0f}"],
        ["answer, median ms", _ms(quiet[0]), _ms(answers)],
        ["answer, p95 ms", _ms(quiet[0], 0.95), _ms(answers, 0.95)],
        ["page without them, median ms", _ms(alone), _ms(alone)],
        ["page beside them, median ms", _ms(quiet[1]), _ms(pages)],
        [
            "page beside them, times as long",
            *(f"{median(p) / median(alone):.1f}" for p in (quiet[1], pages)),
        ],
        ["processor time of a page, ms", "", f"{of_page * 1000:.0f}"],
        ["processor time of an answer, ms", "", f"{of_answer * 1000:.1f}"],
        ["load of the machine, 1 minute", "", f"{os.getloadavg()[0]:.1f}"],
        ["memory before, MB", "", f"{memory[0]:.0f}"],
        ["memory at most, MB", "", f"{max(memory):.0f}"],
    ]
    return Table("Everything, asked for at once", ["", "1 client", f"{clients} clients"], rows)


def stream_table(number: int, folder: Path) -> Table:
    """The whole of a large record as CSV, read by one client and by four at once."""
    path = folder / "synthetic.parquet"
    synthetic.make(number, path)
    rows = []
    with serving("--data", str(path)) as server:
        for clients in (1, 4):
            with server.watched() as memory:
                found = asyncio.run(_together(server, clients))
            first, seconds = max(one[0] for one in found), max(one[1] for one in found)
            size = found[0][2] / 1e6
            rows.append(
                [
                    f"{clients} at once",
                    f"{size:.0f}",
                    f"{first:.2f}",
                    f"{seconds:.1f}",
                    f"{memory[0]:.0f}",
                    f"{max(memory) - memory[0]:.0f}",
                ]
            )
    head = ["clients", "MB each", "first byte, s", "all, s", "memory before, MB", "more at most, MB"]
    return Table(f"CSV of {number:,} statements", head, rows)


async def _together(server: Server, clients: int) -> list[tuple[float, float, int]]:
    return await asyncio.gather(*(stream(server, "statements.csv") for _ in range(clients)))


def main(
    clients: Annotated[int, typer.Option(min=1, max=1000, help="Clients at once.")] = 50,
    rows: Annotated[int, typer.Option(min=0, help="Statements of the synthetic record; 0 leaves it out.")] = 1_000_000,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables in Markdown.")] = False,
) -> None:
    """Measure the API: many clients at once, and a record too large to hold twice."""
    show([crowd_table(clients)], markdown=markdown)
    if rows:
        with tempfile.TemporaryDirectory() as folder:
            show([stream_table(rows, Path(folder))], markdown=markdown)


if __name__ == "__main__":
    typer.run(main)
