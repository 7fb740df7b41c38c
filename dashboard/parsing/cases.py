"""Stage parsing, part judge: what there is to judge: sentences of an article, each with somebody who may answer for it.

In: a `Text` and the rules' drafts; out: `Case`s: a unit (one sentence, or what of it was said, and one speaker), one
entity whose position it may be, and one of the deployments that it names where the sentence tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from dashboard.parsing.agents import place_at
from dashboard.parsing.drafts import Draft
from dashboard.parsing.events import events_of
from dashboard.parsing.lexicon import load
from dashboard.parsing.passage import Attribution
from dashboard.parsing.speakers import Speaker
from dashboard.parsing.tree import Tree
from dashboard.parsing.units import Unit, units_in
from dashboard.parsing.utterances import Text


@dataclass(frozen=True)
class Case:
    """Tokens of one sentence of a passage, in order.

    `how`: said, told, named (only named in the sentence) or after (not even that: the last to speak before it).

    `entity` is whose position is asked for, `theme` a token of the deployment that is asked for, None where the
    sentence has one at most; `drafts` are the numbers of the rules' drafts that answer.
    """

    passage: int
    tokens: tuple[int, ...]
    speaker: Speaker
    entity: str
    how: str
    attribution: Attribution | None
    tree: Tree
    theme: int | None = None
    drafts: tuple[int, ...] = ()


def _others(unit: Unit, together: Set[str]) -> list[str]:
    """States and bodies named in a unit that are not the speaker's own, nor of those who speak in the same breath."""
    outside = {*load("questions")["parties"], unit.speaker.entity, "", *together}
    if unit.how in ("named", "after"):
        return []
    named = (place_at(unit.tree, k) for k in unit.tokens if not _compared(unit.tree, k))
    return [c for c in dict.fromkeys(named) if c not in outside]


def _compared(tree: Tree, token: int) -> bool:
    """Whether a state is named only for comparison: 'unlike France', 'in contrast to Germany'."""
    return any(tree.lower[k] in load("judge")["compared"] for k in tree.up(token)[1:4])


def _themes(unit: Unit, drafts: Sequence[Draft], mine: Sequence[int]) -> list[tuple[int | None, tuple[int, ...]]]:
    """The deployments that a unit tells apart, each with its drafts."""
    kinds: dict[tuple[str, ...], list[int]] = {}
    for number in mine:
        draft = drafts[number]
        kinds.setdefault((draft.stand.question, draft.stand.position, draft.mission, draft.phase), []).append(number)
    if len(kinds) > 1:
        return [(_mark(unit, drafts[numbers[0]]), tuple(numbers)) for numbers in kinds.values()]
    missions: dict[str, int] = {}
    for event in events_of(unit.tree):
        for theme in event.themes:
            if theme.token in unit.tokens and theme.mission != "unspecified":
                missions.setdefault(theme.mission, theme.token)
    if len(missions) < 2:
        return [(None, tuple(mine))]
    found: list[tuple[int | None, tuple[int, ...]]] = []
    left = list(mine)
    for mission, token in missions.items():
        chosen = tuple(n for n in left if drafts[n].mission in (mission, "unspecified"))
        left = [n for n in left if n not in chosen]
        found.append((token, chosen))
    return [(found[0][0], (*found[0][1], *left)), *found[1:]]


def _mark(unit: Unit, draft: Draft) -> int:
    frame = draft.said.frame
    own = [theme.token for theme in frame.event.themes if theme.token in unit.tokens]
    return own[0] if own else min(max(frame.event.head, unit.tokens[0]), unit.tokens[-1])


def _holder(draft: Draft, units: Sequence[Unit]) -> int | None:
    """The unit a draft stands in: the one with its event, else one of its sentence, of the same speaker."""
    said, sent = draft.said, draft.said.tree.sent
    same = [n for n, u in enumerate(units) if (u.passage, u.speaker.name) == (said.passage, said.speaker.name)]
    head = min(said.frame.event.head, len(sent) - 1)
    holding = [n for n in same if head in units[n].tokens]
    beside = [n for n in same if units[n].sentence == sent[head]]
    return next(iter([*holding, *beside]), None)


def cases_in(text: Text, drafts: Sequence[Draft]) -> list[Case]:
    """Give what there is to judge in an article."""
    units = units_in(text)
    held: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        found = _holder(draft, units)
        if found is not None:
            held.setdefault(found, []).append(number)
    together: dict[Attribution | None, set[str]] = {}
    for unit in units:
        together.setdefault(unit.attribution, set()).add(unit.speaker.entity)
    together[None] = set()  # what nothing ascribes was said by nobody together
    cases = []
    for number, unit in enumerate(units):
        mine = held.get(number, [])
        claimed = [drafts[n].stand.entity for n in mine]
        for entity in dict.fromkeys([unit.speaker.entity, *_others(unit, together[unit.attribution]), *claimed]):
            answers = [n for n in mine if drafts[n].stand.entity == entity]
            for theme, chosen in _themes(unit, drafts, answers):
                cases.append(
                    Case(
                        unit.passage,
                        unit.tokens,
                        unit.speaker,
                        entity,
                        unit.how,
                        unit.attribution,
                        unit.tree,
                        theme,
                        chosen,
                    )
                )
    return cases
