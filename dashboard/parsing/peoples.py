"""Stage 1, parsing: a state told by its people or its side. In: a `Mention`, its noun, what it says. Out: the state.

"The Swedes said", "the Turkish side", "Ukraine's delegation": the government, where nothing tells of anybody else.
"""

from spacy.tokens import Token

from dashboard.parsing.descriptions import Description
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import lemma_of

SURE = 0.55
"""How sure it is that a people or a side stands for its government."""


def people(mention: Mention, token: Token) -> str:
    """The state that "the Swedes" or "the Dutch" speak for, as papers put it; '' for every other noun.

    Not "Swedes", "many Swedes" or "the young Swedes", who are asked in the street, nor where nothing else names their
    state, a poll is told of, or some of them were named before.
    """
    told = {child.dep_ for child in token.children} - {"relcl", "punct"}
    if told != {"det"} or next(token.children).lower_ != "the" or token.text in load("titles")["demonyms"]:
        return ""
    item = next(iter(mention.items(mention.position, mention.position + 1)), None)
    state = item is not None and item.kind == "place" and load("places")["entities"].get(item.value)
    if item is None or not state or token.text not in state["people"]:
        return ""
    return item.value if _speak_for_their_state(mention, item) else ""


def _speak_for_their_state(mention: Mention, named: Item) -> bool:
    """Whether the article names the state of a people, and neither a poll nor some of that people before."""
    titles, line = load("titles"), mention.setting.items[mention.number]
    asked = any(item.text.lower() in titles["polled"] for item in line)
    before = [item for item in line if item.start < named.start]
    some = any(item.text == named.text or titles["demonyms"].get(item.text) == named.value for item in before)
    everywhere = (item for items in mention.setting.items for item in items)
    state = any(item.value == named.value and item.kind == "place" and item.how != "people" for item in everywhere)
    return state and not (asked or some)


def is_side(found: Description) -> bool:
    """ "The Turkish side", "Ukraine's delegation"; not "the Turkish side of the family"."""
    led = not found.words.isdisjoint(("of", "led"))
    return bool(found.entity) and not (
        found.words.isdisjoint(load("titles")["sides"]) or led or found.party or found.other
    )


def side(mention: Mention, found: Description) -> str:
    """The state whose side or delegation speaks; '' where members of a parliament may."""
    return "" if _of_members(mention) else found.entity


def _of_members(mention: Mention) -> bool:
    """Whether the passage tells of members of a parliament or a party before: a delegation may be theirs."""
    titles, passage = load("titles"), mention.passage
    words = {lemma_of(token) for token in passage.doc if passage.position(token) < mention.position}
    line = mention.setting.items[mention.number]
    bodies = any(item.kind == "party" or item.value in titles["of_members"] for item in line)
    return bodies or not words.isdisjoint(titles["members"])
