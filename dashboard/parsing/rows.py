"""Stage 1, parsing: candidates as rows. In: a `Candidate` and the codebook's fields. Out: what `parse` prints of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.parsing.candidates import Candidate

PLACES = ("evidence", "evidence_start", "evidence_end", "quote_start", "quote_end", "score")


def row_of(candidate: Candidate, fields: Sequence[str]) -> dict[str, Any]:
    """A candidate with every field of a statement; its `id` is empty, since the record gives it on acceptance."""
    values = {"id": "", "origin": "parsed", **candidate.model_dump()}
    names = ("article_id", *fields, *PLACES)
    return {name: values[name] for name in names} | {"rules": list(candidate.rules)}
