"""Stage 1, parsing: a place where somebody is meant. In: what was read of an article. Out: `Mention`, what is around.

`Setting` is the same for all mentions of an article. Who is meant is told elsewhere: see `references`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dashboard.parsing.cast import Cast
from dashboard.parsing.homes import Homes
from dashboard.parsing.labels import Item
from dashboard.parsing.passage import Attribution, Passage
from dashboard.parsing.speakers import Speaker

REACH = 2  # passages back in which the antecedent of a pronoun is looked for


class Meant(Protocol):
    """What tells whom the other nouns of the article mean."""

    def speaker_of(self, passage: int, token: int) -> Speaker | None:
        """The speaker that a noun or pronoun of a passage means."""

    def speakers_of(self, passage: int, token: int) -> list[Speaker]:
        """All speakers that a noun and those joined to it mean."""

    def speaker_in(self, passage: int, start: int, end: int) -> Speaker | None:
        """The speaker that a stretch of text describes."""


@dataclass(frozen=True)
class Setting:
    """What tells who is meant in one article; `items` and `attributions` are those of each passage."""

    passages: list[Passage]
    items: list[list[Item]]
    attributions: list[list[Attribution]]
    cast: Cast
    day: date
    homes: Homes
    meant: Meant


@dataclass(frozen=True)
class Mention:
    """A position in passage `number` of an article, at which a noun, a pronoun or a label means somebody."""

    setting: Setting
    number: int
    position: int

    @property
    def passage(self) -> Passage:
        """The passage in which it stands."""
        return self.setting.passages[self.number]

    @property
    def cast(self) -> Cast:
        """The persons of the article."""
        return self.setting.cast

    @property
    def day(self) -> date:
        """The day of publication, on which offices are held."""
        return self.setting.day

    @property
    def context(self) -> str:
        """The entity that the paragraph is about, or ''."""
        return self.setting.homes.context(self.number, self.position)

    @property
    def nation(self) -> str:
        """The one state that sentence, paragraph or article name, or ''."""
        return self.setting.homes.nation(self.number, self.position)

    @property
    def scene(self) -> str:
        """The state that opens the sentence, or ''."""
        return self.setting.homes.scene(self.number, self.position)

    @property
    def in_label(self) -> bool:
        """Whether it is in the label of a turn."""
        label = self.passage.paragraph.label
        return label is not None and label[0] <= self.position < label[1]

    def items(self, start: int, end: int) -> list[Item]:
        """The items of its passage that stand in a stretch of text, one whole that begins before it included."""
        return [item for item in self.setting.items[self.number] if item.start < end and item.end > start]

    def numbers(self, reach: int = REACH) -> range:
        """The numbers of its own passage and of those within reach before it, backwards."""
        return range(self.number, max(-1, self.number - reach - 1), -1)
