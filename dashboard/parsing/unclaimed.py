"""Stage parsing, part judge: who may answer for a sentence that nothing in it ascribes to anybody.

In: a `Text`, the number of a passage and whose words its sentences are; out: sentences, each with the one person, or
the one state's government, of its paragraph. "Golob: Money.", "The speaker was Janne Jaakkola.", "Greek soldiers aren't
going to be in that force." behind somebody's words. Where two fit, nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dashboard.parsing.agents import place_at
from dashboard.parsing.antecedents import GENDERS, fits
from dashboard.parsing.clauses import is_any
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import load
from dashboard.parsing.paragraph import bare, words
from dashboard.parsing.passage import Attribution
from dashboard.parsing.speakers import Speaker, of_state
from dashboard.parsing.tree import Tree
from dashboard.parsing.utterances import REACH, Text, contents_of, in_scope

Named = tuple[int, Speaker]
CERTAINTY = 0.4
"""How sure it is that a paragraph's only state answers for what stands in it."""


def unclaimed(text: Text, number: int, claimed: Mapping[int, list[Speaker]]) -> Iterator[Named]:
    """Give the sentences of a passage that no person's words are, each with the one who may answer for it.

    `claimed`: whose words the other sentences are. The person who spoke last goes on, also where a sentence tells of
    a state or body ("Greece will not go."), and so does a body that alone has spoken; before anybody did, it is the
    only person of the paragraph, and where it has none, whoever spoke last in the one before, or the government of its
    only state, if a deployment is the topic. What an analyst says is left, and what is quoted without a word of its
    speaker may only be a person's.
    """
    tree = text.tree(number)
    quoted, foreign, genders = _quoted(text, number), _foreign(text, number), genders_of(text, number)
    ascribed = _bodies_words(text, number)
    officials = [speaker for _, speaker in text.officials(number)]
    alone = _only(officials) or _only(_states(tree, claimed))
    voice: Speaker | None = None
    spoken = False
    bodies_heard: list[Speaker] = []
    for sent in dict.fromkeys(tree.sent):
        tokens = [k for k in range(len(tree.word)) if tree.sent[k] == sent]
        speakers = claimed.get(sent, [])
        if sent in foreign:
            voice, spoken = None, True
            continue
        if any(s.person for s in speakers):
            voice, spoken = _only(s for s in speakers if s.person), True
            continue
        if speakers:
            spoken = True
            bodies_heard += speakers
        if sent in ascribed:
            continue  # "the ministry said"
        if tree.word[tokens[-1]] == "?" or not (spoken or text.in_focus(number, tokens[0])):
            continue
        speaker = (voice if spoken else alone) or (_only(officials or bodies_heard) if spoken else None)
        if speaker is None or speaker in speakers or not fits(speaker, genders.get(sent, "")):
            continue
        if speaker.person or sent not in quoted:
            yield sent, speaker


def _quoted(text: Text, number: int) -> set[int]:
    """Sentences of a passage of which something is quoted or ascribed to somebody."""
    tree, passage = text.tree(number), text.reading.passages[number]
    spans = [passage.tokens(quote.start, quote.end) for quote in passage.quotes]
    found = {tree.sent[k] for first, last in spans for k in range(first, last + 1)}
    return found.union(*(sentences for _, sentences in _ascribed(text, number)))


def others_words(text: Text, number: int) -> set[int]:
    """Sentences of a passage that are ascribed to somebody by name or description, whoever that is."""
    found = set[int]()
    for attribution, sentences in _ascribed(text, number):
        if text.reading.speakers(attribution) or not _by_pronoun(text, attribution):
            found |= sentences
    return found


def _bodies_words(text: Text, number: int) -> set[int]:
    """Sentences of a passage that a body says, which is no state: "the ministry said", "her office said"."""
    found = set[int]()
    for attribution, sentences in _ascribed(text, number):
        token, passage = attribution.source_token, text.reading.passages[attribution.source_passage]
        if token is None or place_at(text.tree(attribution.source_passage), token):
            continue
        place, items = passage.position(passage.doc[token]), text.reading.items[attribution.source_passage]
        if any(item.kind in ("body", "named") and item.start <= place < item.end for item in items):
            found |= sentences
    return found


def _by_pronoun(text: Text, attribution: Attribution) -> bool:
    """Whether nothing, or no more than "he", "in her opinion" or "Quote:", tells whose words these are."""
    if attribution.source is None or words()["labels"].fullmatch(bare(text.reading.text[slice(*attribution.source)])):
        return True
    passage = text.reading.passages[attribution.source_passage]
    first, last = passage.tokens(*attribution.source)
    tags = text.tree(attribution.source_passage).tag[first : last + 1]
    return not tags or tags[0] in ("PRP", "PRP$")


def _foreign(text: Text, number: int) -> set[int]:
    """Sentences of a passage that are the words of somebody who speaks for no state or body, or whom nobody knows."""
    found = strangers_words(text, number)
    for attribution, sentences in _ascribed(text, number):
        speakers = text.reading.speakers(attribution)
        if speakers and not any(in_scope(speaker) for speaker in speakers):
            found |= sentences
    return found


def genders_of(text: Text, number: int) -> dict[int, str]:
    """Sentences of a passage that are ascribed to "he" or "she", each with the gender."""
    found = dict[int, str]()
    for attribution, sentences in _ascribed(text, number):
        if attribution.source_token is not None:
            word = text.tree(attribution.source_passage).lower[attribution.source_token]
            found |= dict.fromkeys(sentences, GENDERS[word]) if word in ("he", "she") else {}
    return found


def strangers_words(text: Text, number: int) -> set[int]:
    """Sentences of a passage that are the words of "a colleague" or "another minister": of nobody who is named."""
    found = set[int]()
    for attribution, sentences in _ascribed(text, number):
        token, known = attribution.source_token, bool(text.reading.speakers(attribution))
        if token is not None and not known and _is_stranger(text, attribution.source_passage, token):
            found |= sentences
    return found


def _is_stranger(text: Text, number: int, token: int) -> bool:
    passage = text.reading.passages[number]
    noun = passage.doc[token]
    position, titles = passage.position(noun), load("titles")
    person = noun.lower_ in (*titles["person_nouns"], *titles["close_to"]) or any(
        item.kind == "role" and item.start <= position < item.end for item in text.reading.items[number]
    )
    return person and is_any(noun)


def _ascribed(text: Text, number: int) -> Iterator[tuple[Attribution, set[int]]]:
    """Attributions with content in a passage, and the sentences that it stands in."""
    tree = text.tree(number)
    for attribution in text.reading.attributions:
        if 0 <= number - attribution.passage < REACH:
            yield attribution, {tree.sent[k] for k in contents_of(text.reading, attribution).get(number, ())}


def _states(tree: Tree, claimed: Mapping[int, list[Speaker]]) -> Iterator[Speaker]:
    """The governments of the states that a passage names, where nobody speaks in it."""
    if not claimed:
        outside = ("", *load("questions")["parties"], *bodies())
        yield from (
            of_state(code, CERTAINTY) for k in range(len(tree.word)) if (code := place_at(tree, k)) not in outside
        )


def _only(speakers: Iterable[Speaker]) -> Speaker | None:
    found = {speaker.name: speaker for speaker in speakers}
    return next(iter(found.values())) if len(found) == 1 else None
