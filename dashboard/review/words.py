"""Stage 2, review: the words and colours of the inbox. In: `data/inbox.json`; out: marks, reasons, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from dashboard.dataset.codebook import Mark
from dashboard.dataset.files import DATA, read_json


class SpanLook(BaseModel):
    """How one kind of mark looks in an article: its label stands behind it, so that colour is not the only sign."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    light: Mark
    dark: Mark


class Words(BaseModel):
    """`spans`: marks, the uppermost first where they overlap; `reasons`: why a proposal is rejected; `done`: a decision
    that has been made, in words, under its action.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    spans: tuple[SpanLook, ...]
    reasons: tuple[str, ...]
    done: Mapping[str, str]


@lru_cache(maxsize=1)
def load_words(data: Path = DATA) -> Words:
    """The words of the project's own data folder; they belong to the program, not to a record."""
    return Words.model_validate(read_json(data / "inbox.json"))
