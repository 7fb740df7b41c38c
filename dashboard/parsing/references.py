"""Stage 1, parsing: which speaker a mention means. In: passages, their items, the cast, a day. Out: `Speaker`s or none.

Of what kind a mention is, is decided here. Each kind has a module: pronouns `antecedents`, names `names` and `owners`,
an office alone `offices`, bodies `houses`, "her counterpart" `peers`, "the Swedes" `peoples`, "the note"
`notes`, "both" `together`, and whom the parse hangs on another noun `misplaced`. Where nothing fits, nobody is named.
"""

from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from dashboard.parsing import houses, misplaced, names, notes, offices, owners, peers, peoples, speakers
from dashboard.parsing.antecedents import GENDERS, PLURAL_TAGS, antecedent
from dashboard.parsing.cast import Cast
from dashboard.parsing.clauses import is_apposed_name, noun_phrase
from dashboard.parsing.descriptions import Description, describe
from dashboard.parsing.homes import Homes
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.mentions import Mention, Setting
from dashboard.parsing.passage import Attribution, Passage
from dashboard.parsing.speakers import Speaker
from dashboard.parsing.together import together

_PLURALS = grammar("plurals")
_THE_STATE = grammar("the_state")


class Resolver:
    """Resolves mentions of one article. `speaker_of` remembers what it found, so that order does not matter."""

    def __init__(
        self,
        passages: list[Passage],
        items: list[list[Item]],
        cast: Cast,
        day: date,
        found: list[Attribution],
        home: str,
    ) -> None:
        self.homes = Homes(passages, items, home)
        attributions = [[a for a in found if a.passage == number] for number in range(len(passages))]
        self._setting = Setting(passages, items, attributions, cast, day, self.homes, self)
        self._memory: dict[tuple[int, int], Speaker | None] = {}

    def speaker_of(self, passage: int, token: int) -> Speaker | None:
        """The speaker that a noun or pronoun of a passage means."""
        key = (passage, token)
        if key not in self._memory:
            self._memory[key] = None  # a mention that leads back to itself means nobody
            noun = self._setting.passages[passage].doc[token]
            self._memory[key] = _meant(self._mention(passage, noun), noun)
        return self._memory[key]

    def speakers_of(self, passage: int, token: int) -> list[Speaker]:
        """All speakers that a noun and those joined to it mean: "Romania, Luxembourg and Greece", "both"."""
        head = self._setting.passages[passage].doc[token]
        if (several := together(self._mention(passage, head), head)) is not None:
            return several
        joined = [other for other in head.subtree if other.dep_ == "conj" and other.tag_[:2] in ("NN", "PR")]
        group = [*_name_before(head), head, *joined]
        plurals = {noun.lower_ for noun in group if noun.tag_ in PLURAL_TAGS}
        mention, items = _phrase(self._mention(passage, head), *noun_phrase(head))
        if holders := list(offices.holders_in_states(mention, items, plurals)):
            return holders
        heads = [*group, *(name for noun in group for name in noun.children if is_apposed_name(name))]
        meant = [noun for noun in group if noun not in joined or noun.head in heads]
        found = [self.speaker_of(passage, noun.i) for noun in meant]
        return list({speaker.name: speaker for speaker in found if speaker is not None}.values())

    def speaker_in(self, passage: int, start: int, end: int) -> Speaker | None:
        """The speaker that a stretch of text describes, such as the label of an interview's line."""
        mention = Mention(self._setting, passage, start)
        items = mention.items(start, end)
        return _described(mention, describe(items)) if items else None

    def _mention(self, passage: int, token: Token) -> Mention:
        return Mention(self._setting, passage, self._setting.passages[passage].position(token))


def _phrase(mention: Mention, first: int, last: int) -> tuple[Mention, list[Item]]:
    """The mention that a noun phrase is, from its first to its last token, and its items."""
    start, end = mention.passage.span(first, last)
    return replace(mention, position=start), mention.items(start, end)


def _meant(mention: Mention, token: Token) -> Speaker | None:
    """The speaker that a noun or pronoun means."""
    word = token.lower_
    if word in GENDERS:
        return _last_meant(mention, GENDERS[word], 0.7 if GENDERS[word] == "n" else 0.85)
    if word in _PLURALS:
        return None
    if code := peoples.people(mention, token):
        return speakers.of_state(code, peoples.SURE)
    if code := peers.nationality(mention, token):
        return peers.countryman(mention, code)
    return _meant_by_phrase(mention, token)


def _meant_by_phrase(mention: Mention, token: Token) -> Speaker | None:
    """The speaker that a noun means with all that belongs to it."""
    phrase, items = _phrase(mention, *_with_name(token))
    behind = misplaced.hung_behind(mention, token, items)
    named = _described(*behind) if behind is not None else None
    if named is not None and named.kind == "official" and named.office:
        return named
    served = misplaced.served(mention, items)
    house = _described(*served) if served is not None else None
    if house is not None:
        return house
    found = describe(items)
    if notes.is_note(token):
        found = notes.issuer(found)
        if (giver := notes.giver(mention, token, found)) is not None:
            return speakers.less_certain(giver, 0.8, "definite")
    if found.owner is not None and _is_whose(token, found, found.owner):
        found = found.owner
    if found.roles == ["leader"] and not found.name and (found.party or _of_a_union(token, items)):
        leader = _last_meant(mention)
        return leader if leader is not None and found.entity in ("", leader.entity) else None
    if not found.name and peers.is_counterpart(token):
        return peers.counterpart(phrase, found)
    if token.tag_ in PLURAL_TAGS and found.roles and not (found.name or found.entity or houses.is_aide(found)):
        return None  # "the two countries' prime ministers"
    visits = token.lower_ in load("titles")["visitors"] and not found.entity
    if visits and (guest := peers.guest(phrase, token)) is not None:
        return guest
    return _of_definite(mention, token, found, _described(phrase, found))


def _of_definite(mention: Mention, token: Token, found: Description, speaker: Speaker | None) -> Speaker | None:
    """The speaker that a description means; whoever was spoken of before for "the politician", "the Fine Gael man"."""
    if speaker is not None and speaker.rules == ("unknown_name",) and token.tag_ != "NNP":
        speaker = replace(speaker, person=False)  # "Contingents", "Thirty-eight": a capital does not make a person
    if speaker is None and found.owner is not None and found.owner.name and peers.is_near(token):
        return _nobody(found)  # "the successor of Ana Example"
    if speaker is not None and speaker.rules == ("no_official",):
        return _known_otherwise(mention, token) or speaker
    retired = speaker is not None and "former_official" in speaker.rules and not found.name
    gender = _sort_of_person(token) if _is_called_after(token) else ""
    from_office = retired and bool(found.roles) and _is_determined(token)
    if not (speaker is None or retired or gender) or not (_is_definite(token) or from_office):
        return speaker
    last = _told_of(mention, found, gender or "p")
    if token.lower_ in load("titles")["soldiers"] and (last is None or last.authority in ("head", "minister")):
        return None  # "the retired general" is no prime minister
    return last or speaker


def _told_of(mention: Mention, found: Description, gender: str) -> Speaker | None:
    """Who was spoken of before and may be told of so: "the former president" alone had that office, by the list of
    officials; "the Spanish guest" is of Spain.
    """
    last = _last_meant(mention, gender)
    if "former" in found.qualifiers and found.roles:
        return last if last is not None and offices.former_holders(mention, found) == {last.name} else None
    if found.entity and not found.party and (last is None or last.entity != found.entity):
        return peers.countryman(mention, found.entity)
    return last


def _known_otherwise(mention: Mention, token: Token) -> Speaker | None:
    """Whom a word for anybody means: "the man who has the office, X"; "the diplomat", the person who spoke before; "the
    source", somebody unnamed who spoke for a body.
    """
    titles, noun = load("titles"), token.lower_
    named = next((child for child in token.children if is_apposed_name(child)), None)
    if noun in titles["person_nouns"] and named is not None:
        return mention.setting.meant.speaker_in(mention.number, *mention.passage.span(named.left_edge.i, named.i))
    ranks = titles["qualifiers"]["neutral"]  # "the senior diplomat" is no other than "the diplomat"
    told_apart = (child for child in token.children if child.lower_ not in ranks)
    if any(child.dep_ in ("relcl", "amod", "poss") or child.lower_ == "of" for child in told_apart):
        return None
    if noun in titles["soldiers"]:
        return None
    if noun == "source" and [child.lower_ for child in token.children] == ["the"]:
        last = _last_meant(mention, "p")
        return last if last is not None and last.institution else None
    return _last_meant(mention, titles["gendered"].get(noun, "p")) if _is_definite(token) else None


def _last_meant(mention: Mention, gender: str = "", certainty: float = 0.65) -> Speaker | None:
    """Whoever was spoken of before, as a pronoun or a phrase without an office means them."""
    found = antecedent(mention, gender)
    return speakers.less_certain(found, certainty, "pronoun") if found is not None else None


def _described(mention: Mention, found: Description) -> Speaker | None:
    """The speaker that a description means."""
    context = mention.context
    if found.name and owners.names_superior(mention, found):
        if not found.roles and not found.other:
            return _nobody(found)
        found = replace(found, name="")
    if found.pronoun and not found.name and (found.roles or found.body):
        found = owners.owned(mention, found)
    if not found.entity and not found.words.isdisjoint(_THE_STATE) and "'s" in found.words:
        found = replace(found, entity=mention.setting.homes.subject_of(mention.number, mention.position))
    if found.owner is not None and found.owner.pronoun and found.owner.roles and not found.entity:
        found = replace(found, entity=owners.owned(mention, found.owner).entity)  # "its president's press office"
    row = speakers.holder_by_title(found.words, found.entity, mention.day) if not found.name else None
    if row is not None and not (found.roles and offices.person_in_office(mention, found)):
        return speakers.of_row(row, 0.75, "office", "gazetteer")
    if found.name:
        return names.bearer(mention, found, owners.home_of(mention, found))
    if found.other and not found.roles and not houses.is_source(found):
        human = found.other not in load("titles")["documents"]
        return _nobody(found, person=human)
    if "former" in found.qualifiers:
        return _nobody(found, "former_official")
    if houses.is_house(found):
        return houses.of_house(mention, found, context)
    if found.roles:
        if found.owner is not None and found.owner.name and not found.entity:
            if found.roles == ["member_of_parliament"]:
                return _nobody(found)  # "the deputy of Viktor Orbán"
            owner = names.bearer(mention, found.owner)  # "Viktor Orbán's foreign minister"
            found = replace(found, entity=owner.entity if owner is not None else "")
        return offices.in_office(mention, found, context)
    if peoples.is_side(found):
        code = peoples.side(mention, found)
        return speakers.of_state(code, peoples.SURE) if code else None
    if found.entity and found.how in ("names", "capitals", "seats"):
        return speakers.of_state(found.entity, 0.7)
    return None


def _nobody(found: Description, rule: str = "no_official", *, person: bool = True) -> Speaker:
    """Whoever it is that a description tells of: no official."""
    return Speaker(found.text, found.entity, "", "other", None, "other", 0.7, (rule,), person)


def _name_before(token: Token) -> list[Token]:
    """The name that "and" joins to one behind it, where a parser takes it for a part of what was said."""
    other = token.head
    between = token.doc[other.i + 1 : token.i] if token.dep_ == "conj" and other.i < token.i else token.doc[:0]
    adjacent = bool(between) and between[0].lower_ == "and" and all(t.tag_ == "NNP" for t in between[1:])
    return [other] if adjacent and {other.tag_, token.tag_} == {"NNP"} and other.dep_ == "conj" else []


def _with_name(token: Token) -> tuple[int, int]:
    """The noun phrase, with the name that follows an office: a parser may give a verb two subjects; without "'s"."""
    first, last = noun_phrase(token)
    doc = token.doc
    if doc[last].tag_ == "POS" and last > token.i:
        return first, last - 1
    while token.tag_ in ("NN", "NNP") and last + 1 < len(doc) and doc[last + 1].tag_ == "NNP" and last - token.i < 4:
        last += 1
    return first, last


def _is_definite(token: Token) -> bool:
    """ "The Green politician", "the 46-year-old": a person described without an office."""
    aged = token.lower_.endswith("-old") or (token.lower_ == "old" and token.i > 1 and token.nbor(-1).text == "-")
    return _is_determined(token) and (token.lower_ in load("titles")["person_nouns"] or aged)


def _is_determined(token: Token) -> bool:
    """ "The politician", "this politician"."""
    return any(child.lower_ in grammar("determined") for child in token.children)


def _sort_of_person(token: Token) -> str:
    """Whom a word for a person may mean, as in `antecedents.fits`: `m` for "man", `f` for "woman", `p` for one of a
    conviction; '' for any other word.
    """
    anybody = "p" if token.lower_ in load("titles")["of_conviction"] else ""
    return str(load("titles")["gendered"].get(token.lower_, anybody))


def _is_called_after(token: Token) -> bool:
    """ "The Fine Gael man", "the Longford woman", "the Flemish nationalist": a person called after something with a
    name; not one told apart by a clause: "the Galway man who had called in".
    """
    named = any(child.dep_ in ("compound", "amod") and child.text[0].isupper() for child in token.children)
    return named and not any(child.dep_ == "relcl" for child in token.children)


def _is_whose(token: Token, found: Description, owner: Description) -> bool:
    """ "The words of the Czech minister, who said": not words are "who" but the person behind "of"."""
    titles = load("titles")
    thing = not (found.name or found.roles or found.body or found.named)
    thing = thing and (not found.other or found.other in titles["documents"])
    clauses = (child for child in token.children if child.dep_ == "relcl")
    who = token.lower_ in titles["utterances"] or any(c.lower_ == "who" for r in clauses for c in r.children)
    return thing and bool(owner.name or owner.roles or owner.body) and who


def _of_a_union(token: Token, items: list[Item]) -> bool:
    """ "The League leader": who leads something with a name that is no state heads no government by it."""
    known = {item.text for item in items if item.kind != "word"}  # a word in capitals may be a party: "the SDS leader"
    return any(c.dep_ == "compound" and c.tag_ == "NNP" and c.text not in known for c in token.children)
