"""Stage 1, parsing: words for several who were named in one breath. In: a `Mention`, its noun. Out: `Speaker`s or None.

"Both", "neither", "all three", "the two leaders", "the latter": those whom "and" joined before, if nobody else may be
meant.
"""

from spacy.tokens import Token

from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import lemma_of
from dashboard.parsing.reporting import words
from dashboard.parsing.speakers import Speaker, less_certain

_PLACES = ("names", "capitals", "seats")


def together(mention: Mention, noun: Token) -> list[Speaker] | None:
    """Who is meant by a noun that stands for several, or for one of two; None for every other noun."""
    titles, word = load("titles"), noun.lower_
    if word in titles["none_of"] and lemma_of(noun.head) in words("clause"):
        return None  # "neither said that": what nobody said is nobody's
    if size := _number_of(noun):
        people = word in titles["leading"] if word in titles["gathered"] else None
        return _joined_before(mention, size, people=people)
    if word in titles["of_two"] and noun.dep_ != "amod" and _is_bare(noun):
        which = int(titles["of_two"][word])
        return _joined_before(mention, 2)[which : which + 1]
    return None


def _number_of(noun: Token) -> int:
    """How many are meant by "both", "all three" and "the two governments"; 0 for every other noun."""
    titles = load("titles")
    sizes, beside = titles["together"] | titles["counted"], {child.lower_ for child in noun.children}
    if noun.lower_ in sizes:
        return int(sizes[noun.lower_]) if noun.lower_ in titles["together"] or "all" in beside else 0
    told = beside & set(sizes) if noun.lower_ in titles["gathered"] else set()
    return int(sizes[told.pop()]) if len(told) == 1 and not beside.isdisjoint(("both", "all", "the")) else 0


def _is_bare(noun: Token) -> bool:
    """ "The latter"; not "the latter plan", nor "a former"."""
    return [child.lower_ for child in noun.children if not child.is_punct] == ["the"]


def _joined_before(mention: Mention, size: int, *, people: bool | None = None) -> list[Speaker]:
    """So many who were named in one breath before, if nobody else was in their sentence or since.

    `people`: whether they are persons; None where the words do not tell.
    """
    for number in mention.numbers(reach=1):
        passage = mention.setting.passages[number]
        joined = [t for t in passage.doc if t.dep_ != "conj" and any(c.dep_ == "conj" for c in t.children)]
        for noun in reversed([t for t in joined if t.tag_[:2] == "NN" and passage.position(t) < mention.position]):
            found = [] if passage.quoted(noun) else mention.setting.meant.speakers_of(number, noun.i)
            if len(found) > 1:
                fitting = len(found) == size and all(speaker.kind != "other" for speaker in found)
                fitting &= people is None or all(speaker.person is people for speaker in found)
                alone = fitting and _are_alone(mention, number, noun)
                return [less_certain(speaker, 0.8, "together") for speaker in found] if alone else []
    return []


def _are_alone(mention: Mention, number: int, noun: Token) -> bool:
    """Whether from the sentence of several who are joined to a mention nobody else is named."""
    passage = mention.setting.passages[number]
    start, _ = passage.span(*passage.sentence(noun))
    own = [passage.span(noun.left_edge.i, noun.i), *(passage.span(t.i, t.i) for t in noun.subtree if t.dep_ == "conj")]
    return all(
        any(first <= item.end and item.start <= last for first, last in own)
        for here in range(number, mention.number + 1)
        for item in mention.setting.items[here]
        if start <= item.start < mention.position and _is_another(mention, here, item)
    )


def _is_another(mention: Mention, number: int, item: Item) -> bool:
    """Whether an item may name somebody else: not a party to the war, which all speak of, nor where they met."""
    if item.kind != "place":
        return item.kind in ("name", "named")
    token = mention.setting.passages[number].token_at(item.start)
    where = token.dep_ == "pobj" and token.head.lower_ in ("in", "at")
    return item.how in _PLACES and item.value not in load("questions")["parties"] and not where
