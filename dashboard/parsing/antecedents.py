"""Stage 1, parsing: who was spoken of before a mention. In: a `Mention`, a gender. Out: the `Speaker` a pronoun means.

The last attributed speaker or subject that fits; where none does, the only person that is named.
"""

from spacy.tokens import Doc, Token

from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import gender_of
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import lemma_of
from dashboard.parsing.passage import Attribution
from dashboard.parsing.reporting import is_asked
from dashboard.parsing.speakers import Speaker, less_certain, of_person

GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f", "it": "n", "its": "n"}
"""What a pronoun means: `m` and `f` a person, `n` a body."""
PLURAL_TAGS = frozenset(("NNS", "NNPS"))
_ASKING = grammar("wondering")


def antecedent(mention: Mention, gender: str = "") -> Speaker | None:
    """The nearest speaker before a mention: sources and subjects first, then the only person that is named."""
    for back, number in enumerate(mention.numbers()):
        before = spoken_of(mention, number)
        for speaker in (*before, *_only_named(mention, number, gender)):
            if fits(speaker, gender):
                return speaker if back == 0 else less_certain(speaker, 0.9**back, "paragraph_before")
        if back and before:
            return None
    return None


def spoken_of(mention: Mention, number: int) -> list[Speaker]:
    """Speakers of a passage before a mention: sentence by sentence backwards, in each the main subjects first."""
    setting, position = mention.setting, mention.position
    current = setting.passages[number]
    told = [a for a in setting.attributions[number] if a.source_passage == number and a.verb not in _ASKING]
    sources = {a.source_token for a in told if a.source_token is not None and not _asked_about(current.doc, a)}
    heads = sources | {t.i for t in current.doc if t.dep_ in ("nsubj", "nsubjpass") and not current.quoted(t)}
    heads |= {t.i for t in current.doc if t.dep_ == "poss" and t.head.i in heads and _alone(mention, number, t)}
    heads |= {t.i for t in current.doc if t.dep_ == "attr" and _is_told_to_be(t)}
    heads |= {t.i for t in current.doc[:-1] if t.tag_ == "NNP" and t.dep_ == "ROOT" and t.nbor().text == ":"}
    bodies = [(item.start, item.end) for item in setting.items[number] if item.kind == "body"]
    here = current.sentence(current.token_at(position))[0] if number == mention.number else len(current.doc)
    found: list[tuple[int, int, int]] = []
    for token in (current.doc[i] for i in heads if current.position(current.doc[i]) < position):
        start, _ = current.sentence(token)
        source = token.i in sources
        main = _is_main(token) or (source and token.dep_ != "poss")  # "Tusk spoke after Macron's refusal. He ..."
        main = main or (_before_its_report(token) and any(a <= current.position(token) < b for a, b in bodies))
        if (start < here or main or source or _opens(token, current.token_at(position))) and not (
            token.tag_ in PLURAL_TAGS or _is_asker(token)
        ):
            found.append((-start, 0 if main else 2 if _in_relative(token) else 1, -token.i))
    spoken = [(current.doc[-last], setting.meant.speaker_of(number, -last)) for _, _, last in sorted(found)]
    named = [speaker for token, speaker in spoken if _may_be_meant(token, token.i in sources, speaker)]
    label = current.paragraph.label
    labelled = setting.meant.speaker_in(number, *label) if label is not None and label[0] < position else None
    return [speaker for speaker in (*named, labelled) if speaker is not None]


def officials_before(mention: Mention, begin: int = 0) -> list[Speaker]:
    """The officials that the article names from a position on and before a mention, in the order of the cast."""
    near = [p for p in mention.cast.persons if any(begin <= place < mention.position for place in p.mentions)]
    found = [of_person(person, Description(), mention.day, "") for person in near]
    return [speaker for speaker in found if speaker.kind == "official" and speaker.office]


def fits(speaker: Speaker, gender: str) -> bool:
    """Whether a pronoun of a gender may mean a speaker: `n` a body, `m`, `f` and `p` a person, none either."""
    if gender == "n":
        return speaker.kind == "institution" and not speaker.person
    if gender and not speaker.person:
        return False
    if speaker.rules == ("unknown_name",) and " " not in speaker.name and gender:
        return False  # "Tagesspiegel": a word with a capital, of which nothing says that it is a person
    return gender in ("", "p") or _gender(speaker) in ("", gender)


def _gender(speaker: Speaker) -> str:
    """What a name tells, or a word such as wife in a description."""
    told = load("titles")["gendered"] if speaker.kind == "other" else {}
    return next((told[word] for word in speaker.name.lower().split() if word in told), "") or gender_of(speaker.name)


def _only_named(mention: Mention, number: int, gender: str) -> list[Speaker]:
    """The person of a passage's own words where no other that fits is named: "It was left to X to explain"."""
    if gender not in ("m", "f", "p"):
        return []
    passage, meant = mention.setting.passages[number], mention.setting.meant
    fitting: dict[str, Speaker] = {}
    for item in mention.setting.items[number]:
        if item.kind == "name" and item.start < mention.position and passage.quote_at(item.start) is None:
            speaker = meant.speaker_in(number, item.start, item.end)
            if speaker is not None and speaker.kind == "official" and speaker.office and fits(speaker, gender):
                fitting[speaker.name] = less_certain(speaker, 0.85, "only_named")
    return list(fitting.values()) if len(fitting) == 1 else []


def _may_be_meant(token: Token, source: bool, speaker: Speaker | None) -> bool:
    """Whether a pronoun may go back to a noun: not to "a newspaper" that merely stands there, but to "an adviser"."""
    official = speaker is not None and speaker.person and speaker.kind != "other"
    known = source or official or is_asked(token.head)
    return known or not any(child.lower_ in ("a", "an", "one") for child in token.children)


def _is_main(token: Token) -> bool:
    """Whether a noun is the subject of a main clause, or named before its report."""
    named = token.tag_ == "NNP" or any(c.dep_ == "appos" and c.tag_ == "NNP" for c in token.children)
    if named and _before_its_report(token):
        return True  # "Petr Fiala does not exclude it, he said"
    finite = token.head.tag_ != "VBG" or (named and any(child.dep_ == "aux" for child in token.head.children))
    return token.head.dep_ in ("ROOT", "conj") and finite and not _in_relative(token)


def _is_told_to_be(name: Token) -> bool:
    """ "The new man was Ana Example. He": not "he was no Macron"."""
    alone = not any(child.dep_ in ("det", "neg") for child in (*name.children, *name.head.children))
    return name.tag_ == "NNP" and alone


def _alone(mention: Mention, number: int, owner: Token) -> bool:
    """Whether a sentence names nobody but the owner of its subject: "Guido Crosetto's reasoning was sober. He"."""
    passage = mention.setting.passages[number]
    start, end = passage.span(*passage.sentence(owner))
    names = [item for item in mention.setting.items[number] if item.kind == "name" and start <= item.start < end]
    return len(names) == 1 and names[0].start <= passage.position(owner) < names[0].end


def _opens(token: Token, mention: Token) -> bool:
    """Whether a noun is the subject of the clause that opens the sentence: "When Macron met her in May, he said"."""
    clause = token.head
    beside = any(other.lower_ in ("him", "her", "his") for other in clause.subtree)  # "When Merz met him, he"
    return clause.dep_ == "advcl" and clause.i < clause.head.i and clause.right_edge.i < mention.i and not beside


def _before_its_report(token: Token) -> bool:
    """Whether a noun is the subject of what is told before its report: "The ministry has no plans, it said"."""
    return token.head.dep_ == "ccomp" and token.i < token.head.head.i


def _in_relative(token: Token) -> bool:
    """Whether a noun stands in a relative clause: "the debate that Macron began"."""
    for _ in range(8):
        if token.dep_ in ("relcl", "acl"):
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _asked_about(doc: Doc, attribution: Attribution) -> bool:
    """ "He was asked whether Sunak agreed": what the question says somebody thinks does not make that one speak."""
    if attribution.cue_token is None:
        return False
    cue = doc[attribution.cue_token]
    return cue.dep_ == "ccomp" and lemma_of(cue.head) in _ASKING


def _is_asker(token: Token) -> bool:
    """ "A reporter", "our correspondent": whoever asks or tells is not whom the article quotes."""
    return token.lower_ in load("titles")["askers"]
