"""Stage 1, parsing: a run over many articles. In: `Raw` items and a `Job`. Out: what was `Done` with each, in order.

One process or several give the same: each article is read for itself. Whatever goes wrong with one is its own affair.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Literal

from dashboard.parsing.admission import Given, admit
from dashboard.parsing.article import SECONDS_CAP, Article, BrokenParserError, Quarantined
from dashboard.parsing.intake import Found
from dashboard.parsing.limits import OutOfTimeError, seconds

CHUNK = 16
"""Articles that a worker gets at a time."""
AHEAD = 4
"""Chunks for each worker that are read before they are asked for."""

PLACES = ("evidence", "evidence_start", "evidence_end", "quote_start", "quote_end", "score", "rules")
"""What a candidate says beyond the fields of a statement."""

Row = dict[str, Any]


def row_names(fields: Sequence[str]) -> list[str]:
    """The names in a row of `parse`, in order; `fields` are the codebook's."""
    return ["article_id", *fields, *PLACES]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done with each article: `fields` are the codebook's; `any_topic` where the gate stays open."""

    what: Literal["statements", "attributions", "explanation"]
    given: Given = field(default_factory=Given)
    fields: tuple[str, ...] = ()
    limit: float = SECONDS_CAP

    @property
    def any_topic(self) -> bool:
        """Whether articles on any topic are read, with a day or without."""
        return self.what == "attributions"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one item: the article as read (none if it was left or off topic), its rows, what was left."""

    article: Article | None = None
    rows: tuple[Row, ...] = ()
    left: tuple[Quarantined, ...] = ()


_NOTHING = Done()
_AT_ONCE = nullcontext()


def do(job: Job, item: Found) -> Done:
    """Do the job with one item. Never raises but for an interruption from outside."""
    if isinstance(item, Quarantined):
        return Done(left=(item,))
    try:
        with seconds(job.limit) if item.html else _AT_ONCE:
            article = admit(item, job.given, any_topic=job.any_topic)
        if isinstance(article, Quarantined):
            return Done(left=(article,))
        if article is None:
            return _NOTHING
        with seconds(job.limit):
            return _read(job, article, item.source)
    except BrokenParserError as error:
        return Done(left=(Quarantined(id=item.id, source=item.source, reason=str(error)),))
    except OutOfTimeError:
        reason = f"took longer than {job.limit:g} seconds: give it in parts"
    except Exception as error:  # a fault of the parser in one article must not cost the others
        reason = f"the parser failed on it ({type(error).__name__}: {error}): please report it with the article"
    return Done(left=(Quarantined(id=item.id, source=item.source, reason=reason, problem=False),))


def _read(job: Job, article: Article, source: str) -> Done:
    from dashboard.parsing import results  # loads spaCy: only where there is something to read

    rows, notes = results.BY_JOB[job.what](article, job.fields)
    left = tuple(Quarantined(id=article.id, source=source, reason=note, problem=False) for note in notes)
    return Done(article, tuple(rows), left)


def run(job: Job, items: Iterable[Found], workers: int = 1) -> Iterator[Done]:
    """Do the job with all items, in order, by one process or several."""
    if workers == 1:
        yield from map(partial(do, job), items)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from _in_order(pool, partial(_chunk, job), iter(items), AHEAD * workers)


def _chunk(job: Job, items: list[Found]) -> list[Done]:
    return [do(job, item) for item in items]


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[list[Found]], list[Done]], items: Iterator[Found], ahead: int
) -> Iterator[Done]:
    """Hand out chunks a little ahead of what has come back: millions of articles need the memory of a few."""
    waiting: deque[Future[list[Done]]] = deque()
    while chunk := list(islice(items, CHUNK)):
        waiting.append(pool.submit(work, chunk))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    for future in waiting:
        yield from future.result()
