"""Stage parsing, part stance: whose position a frame is, and on which question (codebook, rules 2, 12 and 13).

In: a `Frame` and the entity the speaker speaks for; out: `Stand`s with entity, question and position.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.parsing.agents import OWN, Agent
from dashboard.parsing.compose import positions
from dashboard.parsing.frames import Frame
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import load

JUDGING = frozenset({"OPPOSE", "WARY", "FAVOUR", "CALL", "ACCEPTS", "NEED"})
"""Classes by which a speaker judges what others do."""


@dataclass(frozen=True)
class Stand:
    """A position: `entity` holds it; `reported` where the speaker speaks of another's; `second_hand` by rule 2."""

    entity: str
    question: str
    position: str
    reported: bool = False
    second_hand: bool = False


def _is_own(agent: Agent, speaker: str) -> bool:
    return agent.kind == "own" or agent.code == speaker


def _accept(speaker: str, value: str) -> list[Stand]:
    position = positions("accept").get(value, "")
    return [Stand(speaker, "accept", position)] if position else []


def _send(entity: str, value: str, reported: bool = False, second_hand: bool = False) -> list[Stand]:
    position = positions("send").get(value, "")
    return [Stand(entity, "send", position, reported, second_hand)] if position else []


def _own_hold(frame: Frame, agent: Agent, speaker: str) -> bool:
    """Whether the stance over another state's forces is the speaker's and not that state's own."""
    if set(frame.kinds) & JUDGING or frame.value in ("opposes", "wary", "accepts", "welcomes"):
        return True
    holder = frame.holder
    return holder is not None and holder != agent and _is_own(holder, speaker) and len(frame.kinds) > 1


def _asked_by_none(frame: Frame, agent: Agent) -> bool:
    """'Nobody has asked us to send soldiers' says nothing of those who would."""
    holder = frame.holder
    return "CALL" in frame.kinds and holder is not None and holder.kind == "nobody" and agent.kind in ("own", "unknown")


def _stand(frame: Frame, agent: Agent, speaker: str) -> list[Stand]:
    value = frame.value
    if agent.negated:
        value = "rules_out" if value in ("open", "willing", "committed") else value
    rules = load("questions")
    if _is_own(agent, speaker):
        asked = "CALL" in frame.kinds and frame.holder is not None and not _is_own(frame.holder, speaker)
        return [] if asked or speaker in rules["parties"] else _send(speaker, value)
    if agent.code in rules["outside"] or _asked_by_none(frame, agent):
        return []
    if (
        speaker in rules["receivers"]
        and frame.anaphoric
        and not set(frame.kinds) & (JUDGING | {"REJECT", "READY", "OPEN"})
    ):
        return []
    if speaker in rules["receivers"]:
        return (
            _accept(speaker, value)
            if agent.kind != "state" or _own_hold(frame, agent, speaker) or speaker in rules["hostile"]
            else _send(agent.code, value, True)
        )
    if agent.kind == "state":
        return _accept(speaker, value) if _own_hold(frame, agent, speaker) else _send(agent.code, value, True)
    judged = value in ("opposes", "wary", "accepts", "welcomes")
    if agent.kind in ("body", "group"):
        if judged or (
            set(frame.kinds) & {"REJECT", "FAVOUR"} and frame.value in ("rules_out", "open") and frame.kinds[0] == ""
        ):
            return _accept(speaker, value)
        if agent.kind == "body" and value in ("committed", "willing", "deployed", "no_plans"):
            return _send(agent.code, value, True)
        if speaker in rules["overseas"] and agent.code in rules["europeans"]:
            return _accept(speaker, "accepts") if value in ("open", "willing", "committed") else []
        return [] if value == "deployed" else _send(speaker, value, second_hand=True)
    others = bool(frame.about) and not any(_is_own(about, speaker) or about.kind == "unknown" for about in frame.about)
    own = any(_is_own(about, speaker) for about in frame.about)
    if judged and not own and (others or not {"FAVOUR", "NEED"} & set(frame.kinds)):
        return _accept(speaker, value)
    return _send(speaker, value)


def stands(frame: Frame, speaker: str) -> list[Stand]:
    """Give the positions that a frame states, one for each state that would send."""
    agents = (OWN,) if frame.nobody and speaker in bodies() else frame.agents
    found = [stand for agent in agents for stand in _stand(frame, agent, speaker)]
    return list(dict.fromkeys(found))
