"""Stage 2, review: the queue. In: articles and the candidates found in them; out: what waits for a decision.

The same article again is reported and not queued twice. A decision is put before people again only when both
the article's text and what the machine reads in it have changed; then the new reading is a candidate of its
own, which names the one that it revises.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dashboard.dataset.statement import web_address
from dashboard.review import identity, ledger
from dashboard.review.errors import NotFoundError, ReviewError
from dashboard.review.model import Article, Candidate, Decision, person, plain_row, to_candidate, to_decision

Order = Literal["article", "confidence"]
TEXT_CHARACTERS = 2_000_000
STATE = Path("var")
"""The state folder where none is given."""
STATE_VARIABLE = "STANCE_TRACKER_STATE"
"""Environment variable that names the state folder."""
EDIT_VARIABLE = "STANCE_TRACKER_EDIT"
"""Environment variable by which the command line tells the server that editing is on."""


@dataclass(frozen=True)
class Intake:
    """What became of an article: queued, known (nothing changed) or changed; and the candidates now queued from it."""

    outcome: Literal["queued", "known", "changed"]
    article_id: str
    title: str
    added_at: str
    added_by: str
    candidates: tuple[str, ...]


class Inbox:
    """The inbox of one state folder. Safe to share among threads: every call uses a connection of its own."""

    def __init__(self, state: Path, columns: Sequence[str]) -> None:
        """Open or create the inbox; `columns` are the codebook's fields. Raises `ReviewError` where it can't."""
        self.columns = tuple(columns)
        self.path = ledger.prepare(state)

    def take_in(
        self,
        article: Mapping[str, Any],
        rows: Iterable[Mapping[str, Any]],
        *,
        how: str,
        by: str,
        now: dt.datetime,
        origin: Literal["parsed", "curated"] = "parsed",
    ) -> Intake:
        """Queue an article (id, text, and as known url, title, publisher, published, language) with its candidates.

        All of it enters or nothing. Raises `ReviewError` for an article without text or with a bad address.
        """
        known = plain_row(article)
        proposed = [plain_row(row) for row in rows]
        _check_article(known)
        stamp = now.isoformat(timespec="seconds")
        with ledger.transaction(self.path) as db:
            found = _same(db, known)
            digest = identity.content_hash(known["text"])
            if found and db.execute("SELECT 1 FROM source WHERE content_hash = ?", (digest,)).fetchone():
                return Intake("known", found["id"], found["title"], found["added_at"], found["added_by"], ())
            article_id = found["id"] if found else identity.article_id(known.get("url", ""), known["text"])
            if found:
                db.execute("UPDATE article SET content_hash = ? WHERE id = ?", (digest, article_id))
            else:
                _insert_article(db, article_id, known, digest, how, stamp, person(by))
            db.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (digest, article_id, known["text"], stamp))
            queued = self._queue(db, article_id, digest, proposed, origin)
            outcome: Literal["queued", "changed"] = "changed" if found else "queued"
            return Intake(outcome, article_id, known.get("title", ""), stamp, by, queued)

    def known(self, *, url: str = "", text: str = "") -> Intake | None:
        """What is known already: an article with this text, or, where none is given, one under this address."""
        with ledger.reading(self.path) as db:
            if text:
                query, value = f"{_ARTICLE_OF} WHERE s.content_hash = ?", identity.content_hash(text)
            else:
                query, value = f"{_ARTICLE_OF} WHERE a.url_key <> '' AND a.url_key = ?", identity.url_key(url)
            found = db.execute(query, (value,)).fetchone()
        return found and Intake("known", found["id"], found["title"], found["added_at"], found["added_by"], ())

    def _queue(
        self, db: sqlite3.Connection, article_id: str, digest: str, rows: list[dict[str, str]], origin: str
    ) -> tuple[str, ...]:
        """Insert the readings that are new; an open older reading of the same slot gives way to them."""
        queued = []
        for place, (slot, row) in enumerate(zip(identity.slots(rows), rows, strict=True)):
            name = identity.candidate_id(article_id, slot, row, self.columns)
            if db.execute("SELECT 1 FROM candidate WHERE id = ? AND state <> 'superseded'", (name,)).fetchone():
                continue
            older = db.execute(
                "SELECT id FROM candidate WHERE article_id = ? AND slot = ? AND id <> ? AND state <> 'superseded'"
                " ORDER BY rowid DESC",
                (article_id, slot, name),
            ).fetchone()
            revises = older["id"] if older else None
            db.execute("UPDATE candidate SET state = 'superseded' WHERE id = ? AND state = 'open'", (revises,))
            db.execute(
                "INSERT INTO candidate VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)"
                " ON CONFLICT (id) DO UPDATE SET state = 'open'",
                (name, article_id, digest, slot, place, origin, json.dumps(row), _score(row), revises),
            )
            queued.append(name)
        return tuple(queued)

    def articles(self) -> list[Article]:
        """All articles, newest first."""
        with ledger.reading(self.path) as db:
            return [Article(**row) for row in db.execute(f"{_ARTICLE} ORDER BY added_at DESC, a.rowid DESC")]

    def titles(self) -> dict[str, str]:
        """The headline of each article, or what it was called when it came; newest first, without its text."""
        with ledger.reading(self.path) as db:
            query = "SELECT id, CASE WHEN title <> '' THEN title ELSE given_id END FROM article ORDER BY rowid DESC"
            return dict(map(tuple, db.execute(query)))

    def article(self, article_id: str) -> Article:
        """One article. Raises `NotFoundError`."""
        with ledger.reading(self.path) as db:
            row = db.execute(f"{_ARTICLE} WHERE a.id = ?", (article_id,)).fetchone()
        if row is None:
            raise NotFoundError(f"no article {article_id!r} in the inbox: see `inbox list`")
        return Article(**row)

    def text_of(self, candidate: Candidate) -> str:
        """The text in which a candidate was found: its offsets belong to this one, whatever was seen since."""
        with ledger.reading(self.path) as db:
            row = db.execute("SELECT text FROM source WHERE content_hash = ?", (candidate.content_hash,)).fetchone()
        return str(row["text"])

    def candidates(
        self, *, states: Sequence[str] = ("open",), article_id: str | None = None, order: Order = "article"
    ) -> list[Candidate]:
        """The candidates in those states: in the articles' order, or those with the highest score first."""
        by = {"article": "a.rowid, c.place, c.rowid", "confidence": "c.score DESC, a.rowid, c.place"}[order]
        marks = ", ".join("?" * len(states))
        query = f"SELECT c.* FROM candidate c JOIN article a ON a.id = c.article_id WHERE c.state IN ({marks})"
        values: list[str] = list(states)
        if article_id is not None:
            query, values = query + " AND c.article_id = ?", [*values, article_id]
        with ledger.reading(self.path) as db:
            return [to_candidate(row) for row in db.execute(f"{query} ORDER BY {by}", values)]

    def candidate(self, name: str) -> Candidate:
        """One candidate by its id or the beginning of it. Raises `NotFoundError` for none, and for more than one."""
        with ledger.reading(self.path) as db:
            query = "SELECT * FROM candidate WHERE substr(id, 1, ?) = ? LIMIT 2"
            rows = db.execute(query, (len(name), name)).fetchall()
        if not name or len(rows) != 1:
            raise NotFoundError(f"{'more than one' if len(rows) > 1 else 'no'} candidate {name!r}: see `inbox list`")
        return to_candidate(rows[0])

    def decisions(self, candidate_id: str | None = None) -> list[Decision]:
        """The log, oldest first: all of it, or that of one candidate."""
        with ledger.reading(self.path) as db:
            query = "SELECT * FROM decision WHERE candidate_id = ? OR ? IS NULL ORDER BY seq"
            return [to_decision(row) for row in db.execute(query, (candidate_id, candidate_id))]

    def given_ids(self, *, except_for: str) -> set[str]:
        """Every id that was ever given to a statement from this inbox, undone or not, but for one candidate's."""
        query = "SELECT DISTINCT statement_id FROM decision WHERE statement_id <> '' AND candidate_id <> ?"
        with ledger.reading(self.path) as db:
            return {row["statement_id"] for row in db.execute(query, (except_for,))}


_ARTICLE = (
    "SELECT a.id, a.given_id, a.url, a.content_hash, a.title, a.publisher, a.published, a.language, a.how, a.added_at,"
    " a.added_by, s.text FROM article a JOIN source s ON s.content_hash = a.content_hash"
)


_ARTICLE_OF = "SELECT a.* FROM article a JOIN source s ON s.article_id = a.id"


def _check_article(article: Mapping[str, str]) -> None:
    text, url = article.get("text", ""), article.get("url", "")
    if not text.strip():
        raise ReviewError("the article has no text: paste its words, or give a page that shows them without scripts")
    if len(text) > TEXT_CHARACTERS:
        raise ReviewError(f"the article has {len(text)} characters: give at most {TEXT_CHARACTERS}")
    if url and not web_address(url):
        raise ReviewError(f"{url!r} is no http(s) address: correct it, or leave it out")


def _same(db: sqlite3.Connection, article: Mapping[str, str]) -> sqlite3.Row | None:
    """The article with this text, or else the one under this address."""
    digest, key = identity.content_hash(article["text"]), identity.url_key(article.get("url", ""))
    row: sqlite3.Row | None = db.execute(f"{_ARTICLE_OF} WHERE s.content_hash = ?", (digest,)).fetchone()
    if row is None and key:
        row = db.execute("SELECT * FROM article WHERE url_key = ?", (key,)).fetchone()
    return row


def _insert_article(
    db: sqlite3.Connection, name: str, article: Mapping[str, str], digest: str, how: str, stamp: str, by: str
) -> None:
    url = article.get("url", "")
    told = [article.get(field, "") for field in ("title", "publisher", "published", "language")]
    db.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, article.get("id", ""), url, identity.url_key(url), digest, *told, how, stamp, by),
    )


def _score(row: Mapping[str, str]) -> float:
    try:
        return min(1.0, max(0.0, float(row.get("score", ""))))
    except ValueError:
        return 0.0
