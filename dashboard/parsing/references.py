"""Stage 1, parsing: which speaker a mention means. In: passages, their items, the cast, a day. Out: `Speaker`s or none.

Pronouns and phrases such as "the minister" go to the last attributed speaker or subject that fits in gender
and office; where nothing fits, nobody is named.
"""

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from dashboard.parsing import speakers
from dashboard.parsing.cast import Cast, Person
from dashboard.parsing.clauses import noun_phrase
from dashboard.parsing.descriptions import Description, describe, families, family
from dashboard.parsing.gazetteer import gender_of, roles_of_office
from dashboard.parsing.guests import in_talk
from dashboard.parsing.homes import Homes
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import lemma_of
from dashboard.parsing.passage import Attribution, Passage
from dashboard.parsing.places import adjective_of
from dashboard.parsing.speakers import Speaker

_GENDERS = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f"}
_PLURALS = frozenset(("they", "them", "their", "we", "us", "our", "i", "you", "who", "both", "some", "many", "others"))
_PLURAL_TAGS = frozenset(("NNS", "NNPS"))
_SAME_OFFICIAL = frozenset(("the", "same", "senior", "official"))
_ASKING = frozenset(("ask", "wonder", "question", "inquire", "enquire"))
_VAGUE_BODIES = frozenset(("ministry", "office", "officials", "party", "opposition", "parliament", "army"))
_OF_STATES = frozenset(
    ("president", "prime_minister", "head_of_government", "foreign_minister", "defence_minister", "minister", "leader")
)
_OF_PARLIAMENTS = frozenset(("deputy_prime_minister", "party_leader", "member_of_parliament", "parliament_speaker"))
_AS_ROLE = {
    "head_of_government": "prime_minister",
    "head_of_state": "president",
    "defence": "defence_minister",
    "foreign": "foreign_minister",
}
REACH = 2  # passages back in which the antecedent of a pronoun is looked for


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
        self.passages, self.items, self.cast, self.day = passages, items, cast, day
        self.homes = Homes(passages, items, home)
        self._sources: list[list[Attribution]] = [
            [a for a in found if a.passage == number] for number in range(len(passages))
        ]
        self._memory: dict[tuple[int, int], Speaker | None] = {}
        self._genders: dict[str, str] = {}

    def speaker_of(self, passage: int, token: int) -> Speaker | None:
        """The speaker that a noun or pronoun of a passage means."""
        key = (passage, token)
        if key not in self._memory:
            self._memory[key] = None  # a mention that leads back to itself means nobody
            self._memory[key] = self._resolve(passage, self.passages[passage].doc[token])
        return self._memory[key]

    def speakers_of(self, passage: int, token: int) -> list[Speaker]:
        """All speakers that a noun and those joined to it mean: "Romania, Luxembourg and Greece"."""
        head = self.passages[passage].doc[token]
        joined = [other for other in head.subtree if other.dep_ == "conj" and other.tag_[:2] in ("NN", "PR")]
        group = [*_name_before(head), head, *joined]
        if several := self._of_states(passage, head, {noun.lower_ for noun in group if noun.tag_ in _PLURAL_TAGS}):
            return several
        heads = [*group, *(name for noun in group for name in noun.children if _is_apposed_name(name))]
        meant = [noun for noun in group if noun not in joined or noun.head in heads]
        found = [self.speaker_of(passage, noun.i) for noun in meant]
        return [speaker for speaker in found if speaker is not None]

    def _of_states(self, passage: int, token: Token, plurals: set[str]) -> list[Speaker]:
        """The holders of one office in several states: "the prime ministers of Estonia, Latvia and Lithuania"."""
        start, end = self.passages[passage].span(*noun_phrase(token))
        items = [item for item in self.items[passage] if start <= item.start < end]
        codes = list(dict.fromkeys(item.value for item in items if item.kind == "place"))
        roles = [i.value for i in items if i.kind == "role" and not plurals.isdisjoint(i.text.lower().split())]
        if len(roles) != 1 or len(codes) < 2 or any(item.kind == "name" for item in items):
            return []
        holders = (self._office(passage, Description(roles=roles, entity=code), start, "") for code in codes)
        return [speaker for speaker in holders if speaker is not None]

    def speaker_in(self, passage: int, start: int, end: int) -> Speaker | None:
        """The speaker that a stretch of text describes, such as the label of an interview's line."""
        items = [item for item in self.items[passage] if start <= item.start < end]
        return self._described(passage, describe(items), start) if items else None

    def _resolve(self, passage: int, token: Token) -> Speaker | None:
        word = token.lower_
        if word in _GENDERS:
            return self._pronoun(passage, token, _GENDERS[word], 0.85)
        if word == "it":
            return self._it(passage, token)
        if word in _PLURALS:
            return None
        if (code := self._nationality(passage, token)) and any(child.lower_ == "the" for child in token.children):
            return self._countryman(code, self.passages[passage].position(token))
        start, end = self.passages[passage].span(*_with_name(token))
        items = [item for item in self.items[passage] if start <= item.start < end]
        found = describe(items)
        if found.owner is not None and _is_whose(token, found, found.owner):
            found = found.owner
        if found.roles == ["leader"] and not found.name and (found.party or _of_a_union(token, items)):
            leader = self._pronoun(passage, token, "", 0.65)
            return leader if leader is not None and found.entity in ("", leader.entity) else None
        if not found.name and (token.lower_ in load("titles")["peers"] or _is_opposite(token)):
            return self._peer(passage, found, start)
        if token.tag_ in _PLURAL_TAGS and found.roles and not (found.name or found.entity):
            return None  # "the two countries' prime ministers"
        if token.lower_ in load("titles")["visitors"] and (met := self._met(passage, start)):
            return self._visitor(passage, start, met)
        speaker = self._described(passage, found, start)
        if speaker is not None and speaker.rules == ("unknown_name",) and token.tag_ != "NNP":
            speaker = replace(speaker, person=False)  # "Contingents", "Thirty-eight": a capital does not make a person
        retired = speaker is not None and "former_official" in speaker.rules and not found.name
        gender = load("titles")["gendered"].get(token.lower_, "") if _is_called_after(token) else ""
        if (speaker is None or retired or gender) and self._is_definite(token):
            meant = self._pronoun(passage, token, gender, 0.65)
            soldier = token.lower_ in load("titles")["soldiers"]
            if soldier and (meant is None or meant.authority in ("head", "minister")):
                return None  # "the retired general" is no prime minister
            return meant or speaker
        return speaker

    def _peer(self, passage: int, found: Description, position: int) -> Speaker | None:
        """ "Her Latvian counterpart": who holds there the office of the one spoken of before.

        A president who governs and one who does not are no peers: either of two may be meant.
        """
        other = self._antecedent(passage, position, _GENDERS.get(found.pronoun, ""))
        entity = found.entity or self.homes.scene(passage, position)
        if other is None or not other.person or entity in ("", other.entity):
            return None
        governing = load("titles")["presidential"]
        posts = sorted(roles_of_office(other.office) & _AS_ROLE.keys())
        unlike = (entity in governing) != (other.entity in governing)
        if not posts or other.authority not in ("head", "minister") or (other.authority == "head" and unlike):
            return None
        roles = [post if post == "head_of_government" else _AS_ROLE[post] for post in posts[:1]]
        return self._office(passage, Description(roles=roles, entity=entity), position, "")

    def _met(self, passage: int, position: int) -> list[Speaker]:
        """The officials named before, in this passage or the last, if more than one: a guest may be any of them."""
        begin = self.passages[max(0, passage - 1)].base
        near = [p for p in self.cast.persons if any(begin <= mention < position for mention in p.mentions)]
        found = [speakers.of_person(person, Description(), self.day, "") for person in near]
        found = [speaker for speaker in found if speaker.kind == "official" and speaker.office]
        return found if len(found) > 1 else []

    def _visitor(self, passage: int, position: int, met: list[Speaker]) -> Speaker:
        """ "His guest": of two who met the one who was not the subject before; else somebody unknown."""
        host = self._antecedent(passage, position, "")
        others = [speaker for speaker in met if host is not None and speaker.name != host.name]
        if len(met) == 2 and len(others) == 1:
            return speakers.less_certain(others[0], 0.65, "definite")
        return Speaker("guest", "", "", "other", None, "other", 0.5, ("no_office",), True)

    def _nationality(self, passage: int, token: Token) -> str:
        """The state that "the Pole" or "the Estonian" is of; '' for every other noun."""
        if token.tag_ not in ("NN", "NNP", "JJ") or any(
            child.dep_ in ("compound", "appos") for child in token.children
        ):
            return ""
        here = self.passages[passage].position(token)
        item = next((item for item in self.items[passage] if item.start == here), None)
        if item is not None and item.kind == "place" and item.how == "adjectives":
            return item.value
        return str(load("titles")["demonyms"].get(token.text, ""))

    def _countryman(self, code: str, position: int) -> Speaker | None:
        """The one official of a state who was named before; nobody where two were."""
        found = {}
        for person in self.cast.persons:
            if any(mention < position for mention in person.mentions):
                speaker = speakers.of_person(person, Description(), self.day, "")
                if speaker.kind == "official" and speaker.office and speaker.entity == code:
                    found[speaker.name] = speakers.less_certain(speaker, 0.85, "definite")
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_definite(self, token: Token) -> bool:
        """ "The Green politician", "the 46-year-old": a person described without an office."""
        determined = any(child.lower_ in ("the", "this", "that") for child in token.children)
        aged = token.lower_.endswith("-old") or (token.lower_ == "old" and token.i > 1 and token.nbor(-1).text == "-")
        return determined and (token.lower_ in load("titles")["person_nouns"] or aged)

    def _described(self, passage: int, found: Description, position: int) -> Speaker | None:
        context = self.homes.context(passage, position)
        if found.name and self._names_superior(found):
            found = replace(found, name="")
        row = speakers.holder_by_title(found.words, found.entity, self.day) if not found.name else None
        if row is not None and not (found.roles and self._of_office(passage, found, position)):
            return speakers.of_row(row, 0.75, "office", "gazetteer")
        if found.name:
            return self._named(found, position, self._home(passage, found, position, context))
        if found.other and not found.roles and not _of_a_house(found):
            human = found.other not in load("titles")["documents"]
            return Speaker(found.text, found.entity, "", "other", None, "other", 0.7, ("no_official",), human)
        if "former" in found.qualifiers:
            return Speaker(found.text, found.entity, "", "other", None, "other", 0.7, ("former_official",), True)
        if found.pronoun and (found.roles or found.body):
            found = self._owned(passage, found, position)
        if found.owner is not None and found.owner.name and (found.body or "spokesperson" in found.roles):
            named = self._spokesperson_before(found, position) if "spokesperson" in found.roles else None
            return named or self._office_of_person(found, context)
        if found.named or found.body or "spokesperson" in found.roles or _of_a_house(found):
            house = _house_of(found)
            if context in speakers.BODIES_OF_STATES and house:  # the UN has no government, NATO no ministry
                nameless = found.body == "officials" and _is_of_a_state(house)
                context = self.homes.nation(passage, position) or ("" if nameless else context)
            body = self._body(passage, found, position, context)
            return (
                replace(body, person=True) if body and ("spokesperson" in found.roles or _of_a_house(found)) else body
            )
        if found.roles:
            if found.owner is not None and found.owner.name and not found.entity:
                owner = self._named(found.owner, position, "")  # "Viktor Orbán's foreign minister"
                found = replace(found, entity=owner.entity if owner is not None else "")
            return self._office(passage, found, position, context)
        if found.entity and found.how in ("names", "capitals", "seats"):
            return speakers.of_state(found.entity, 0.7)
        return None

    def _names_superior(self, found: Description) -> bool:
        """ "A spokesman for the Latvian minister, X": whether the name is the minister's, and nobody's who speaks."""
        owner = found.owner
        if owner is None or not owner.roles or "spokesperson" not in found.roles:
            return False
        wanted = {post for role in owner.roles for post in families(role)}
        rows = (row for person in self.cast.named(found.name) for row in person.rows if row.holds_on(self.day))
        return any(speakers.posts_of(row) & wanted for row in rows)

    def _home(self, passage: int, found: Description, position: int, context: str) -> str:
        """Whose official a person is whose office stands in the text without a state; '' where that is a guess.

        "Rubio's deputy, X", "its spokesman, X" say it. An ambassador is not of the state where he speaks, and where
        soldiers would go is not where a person comes from.
        """
        owner = found.owner
        if owner is not None and owner.name:
            superior = self._named(owner, position, "")
            return superior.entity if superior is not None else ""
        if found.pronoun:
            return self._owned(passage, found, position).entity
        posts = {*found.roles, *(role for person in self.cast.named(found.name) for role in person.roles)}
        if posts & set(load("titles")["abroad"]):
            return ""
        if context in load("questions")["parties"] and context != self.homes.home:
            context = self.homes.nation(passage, position)
        if context in speakers.BODIES_OF_STATES and posts & _OF_STATES:
            return ""
        if context in speakers.BODIES_OF_STATES and posts & _OF_PARLIAMENTS:
            context = self.homes.nation(passage, position)
        last = self._antecedent(passage, position, "") if not context else None
        return last.entity if last is not None and "paragraph_before" not in last.rules else context

    def _named(self, found: Description, position: int, context: str) -> Speaker | None:
        persons = self.cast.named(found.name)
        if len(persons) > 1:
            persons = self._of_several(persons, found, position)
        if len(persons) == 1:
            return speakers.of_person(persons[0], found, self.day, context)
        if persons or not found.roles:
            return (
                None
                if persons
                else Speaker(found.name, found.entity, "", "other", None, "other", 0.5, ("unknown_name",), True)
            )
        return speakers.of_person(
            Person(found.name, entity=found.entity, roles=list(found.roles)), found, self.day, context
        )

    def _of_several(self, persons: list[Person], found: Description, position: int) -> list[Person]:
        """Two bearers of one surname: the one with the office named, else nobody."""
        if found.roles:
            wanted = {post for role in found.roles for post in families(role)}
            fitting = [
                p
                for p in persons
                if {family(r) for r in p.roles} & wanted
                or any(roles_of_office(row.office) & wanted for row in p.rows if row.holds_on(self.day))
            ]
            if len(fitting) == 1:
                return fitting
        known = [p for p in persons if any(mention < position for mention in p.mentions)]
        if len(known) == 1:
            return known  # the other one is introduced further on
        near = [p for p in persons if any(0 < position - mention < 400 for mention in p.mentions)]
        if len(near) == 1:
            return near
        serving = [p for p in persons if any(row.holds_on(self.day) for row in p.rows)]
        others = [p for p in persons if p not in serving]
        if len(serving) == 1 and all(len(p.mentions) <= len(serving[0].mentions) and not p.roles for p in others):
            return serving
        return persons

    def _office_of_person(self, found: Description, context: str) -> Speaker | None:
        """ "Lavrov's ministry", "the office of Robert Golob", "Putin's spokesman"."""
        assert found.owner is not None
        owner = self._named(found.owner, 0, context)
        if owner is None or owner.kind != "official" or not owner.office:
            return None
        if found.body == "government":  # whoever leads it: "Tusk's government" is the Polish one
            return speakers.of_body(Description(body=found.body, entity=owner.entity), context)
        roles = sorted(roles_of_office(owner.office))
        body = "" if found.body in ("office", "ministry", "") else found.body
        holder = Description(roles=[_AS_ROLE.get(role, role) for role in roles][:1], entity=owner.entity)
        speaker = speakers.of_body(Description(body=body, owner=holder, entity=owner.entity), context)
        if speaker is None:
            return None
        speaker = replace(speaker, person="spokesperson" in found.roles)
        return speakers.less_certain(speaker, 0.95, "office_of")

    def _spokesperson_before(self, found: Description, position: int) -> Speaker | None:
        """ "Putin's spokesman", "the spokeswoman": the only one who is named before and may be meant."""
        owner = self._named(found.owner, position, "") if found.owner is not None else None
        if "a" in found.words or (found.owner is not None and owner is None):
            return None
        gender = "f" if "spokeswoman" in found.words else "m" if "spokesman" in found.words else ""
        before = [person for person in self.cast.persons if any(mention < position for mention in person.mentions)]
        known = [speakers.of_person(person, Description(), self.day, "") for person in before]
        fitting = [
            speaker
            for speaker in known
            if speaker.authority == "spokesperson" and _fits(speaker, gender)
            if owner is None or speaker.entity == owner.entity
        ]
        return speakers.less_certain(fitting[0], 0.85, "definite") if len(fitting) == 1 else None

    def _owned(self, passage: int, found: Description, position: int) -> Description:
        """ "His defence minister", "its government": the entity is that of the pronoun's antecedent."""
        entity = ""
        if found.pronoun in ("his", "her"):
            owner = self._antecedent(passage, position, _GENDERS[found.pronoun])
            if owner is not None and not found.roles and found.body in ("office", "ministry"):
                return replace(found, owner=Description(name=owner.name), entity=owner.entity, pronoun="")
            entity = owner.entity if owner is not None else ""
        else:
            owner = self._antecedent(passage, position, "n")
            distant = owner is None or "paragraph_before" in owner.rules
            entity = self.homes.state_before(passage, position) if distant else ""
            entity = entity or (owner.entity if owner is not None else self.homes.context(passage, position))
        return replace(found, entity=found.entity or entity, pronoun="")

    def _body(self, passage: int, found: Description, position: int, context: str) -> Speaker | None:
        if "spokesperson" in found.roles and found.body == "officials":
            found = replace(found, body="")  # "the prime minister's official spokesman"
        if "spokesperson" in found.roles and not (found.owner or found.body or found.named or found.entity):
            last = self._antecedent(passage, position, "")
            if last is not None and last.authority == "spokesperson":
                return speakers.less_certain(last, 0.8, "definite")
            if "the" in found.words and (named := self._spokesperson_before(found, position)) is not None:
                return named
            near = self._house_before(passage, position, context)
            if near is not None:
                return near
        if found.body in ("ministry", "office", "officials") and not (found.owner and found.owner.roles):
            if found.body == "officials":
                last = self._antecedent(passage, position, "")
                same = "the" in found.words <= _SAME_OFFICIAL | set(found.named.lower().split())
                if same and last is not None and last.kind != "other" and found.entity in ("", last.entity):
                    return speakers.less_certain(last, 0.65, "definite")
                return (
                    Speaker(
                        f"{adjective_of(found.entity or context)} official",
                        found.entity or context,
                        "Official",
                        "other",
                        None,
                        "institution",
                        0.4,
                        ("officials",),
                    )
                    if found.entity or context
                    else None
                )
            last = self._antecedent(passage, position, "")
            if last is None or (found.entity and last.entity != found.entity):
                return None
            return (
                speakers.less_certain(last, 0.6, "definite")
                if last.institution
                else self._office_of_person(Description(body=found.body, owner=Description(name=last.name)), context)
            )
        if found.owner is not None and found.owner.roles and not found.entity:
            person = self._of_office(passage, found.owner, position)
            if person is not None:
                holder = speakers.of_person(person, Description(), self.day, context)
                return speakers.of_body(replace(found, entity=holder.entity), context)
            code = self.homes.without_adjective(passage, position, context)
            if found.owner.roles == ["prime_minister"] and code:
                body = speakers.of_body(found, code)
                return speakers.less_certain(body, 0.8, "entity_from_context") if body is not None else None
        return speakers.of_body(found, context)

    def _house_before(self, passage: int, position: int, context: str) -> Speaker | None:
        """ "We asked the ministry. ... a spokesperson told us": the body or office holder named last before."""
        for number in (passage, passage - 1):
            if number < 0:
                break
            line = [item for item in self.items[number] if item.start < position]
            for i in range(len(line) - 1, -1, -1):
                item = line[i]
                if _is_house(item):
                    found = speakers.of_body(describe(line[max(0, i - 3) : i + 1]), context)
                    return speakers.less_certain(found, 0.8, "house_before") if found else None
                if item.kind == "name" and self.passages[number].quote_at(item.start) is None:
                    holder = self._office_of_person(Description(owner=Description(name=item.text)), context)
                    if holder is not None and "spokesperson" not in holder.office.lower():
                        return speakers.less_certain(holder, 0.8, "house_before")
        return None

    def _of_office(self, passage: int, found: Description, position: int) -> Person | None:
        """Who of the article holds an office: of several the last source or subject, as with pronouns.

        A label "PRIME MINISTER:" is nobody of whom a question or a turn speaks.
        """
        fitting = speakers.persons_with_role(self.cast, found, position, self.day)
        label = self.passages[passage].paragraph.label
        if label is not None and position < label[1]:
            fitting = [person for person in fitting if self._presented(person, position)]
            return fitting[0] if len(fitting) == 1 else None
        here = [p for p in fitting if any(self.passages[passage].base <= m < position for m in p.mentions)]
        if len(fitting) > 1 and len(here) == 1:
            return here[0]
        if len(fitting) > 1:
            names = {person.name: person for person in fitting}
            for number in range(passage, max(-1, passage - REACH - 1), -1):
                for speaker in self._candidates(number, position):
                    if speaker.name in names:
                        return names[speaker.name]
        return fitting[0] if fitting else None

    def _presented(self, person: Person, position: int) -> bool:
        """Whether a person is named before the talk begins, or in a label before a position."""
        talk = [passage for passage in self.passages if in_talk(passage)]
        begin = min(passage.base for passage in talk)
        labels = [passage.paragraph.label for passage in talk if passage.paragraph.label is not None]
        return any(m < begin or any(a <= m < b for a, b in labels) for m in person.mentions if m < position)

    def _local(self, passage: int, found: Description, position: int) -> str:
        """The state beside an office without one: "In Warsaw, the prime minister", "the chancellor" after "German".

        Only where the office exists there and the list of officials fills it: else it is a visitor's.
        """
        code = self.homes.scene(passage, position)
        states = speakers.states_with(found.roles)
        if states and code not in states:
            if self._of_office(passage, found, position) is not None:
                return ""
            return self.homes.last_of(states, passage, position) or (states[0] if len(states) == 1 else "")
        if not states and _OF_STATES.isdisjoint(found.roles):
            return ""
        known = code and speakers.titled(found.roles, code) and speakers.holder(found.roles, code, self.day)
        return code if known else ""

    def _office(self, passage: int, found: Description, position: int, context: str) -> Speaker | None:
        local = "" if found.entity else self._local(passage, found, position)
        if local:
            speaker = self._holder(passage, replace(found, entity=local), position, context)
            return speakers.less_certain(speaker, 0.8, "entity_from_context") if speaker is not None else None
        return self._holder(passage, found, position, context)

    def _holder(self, passage: int, found: Description, position: int, context: str) -> Speaker | None:
        person = self._of_office(passage, found, position)
        if person is not None:
            return speakers.less_certain(speakers.of_person(person, Description(), self.day, context), 0.85, "definite")
        entity, certainty = (found.entity, 0.75) if found.entity else (context, 0.6)
        if not speakers.titled(found.roles, entity) and (not found.entity or speakers.states_with(found.roles)):
            return None
        row = speakers.holder(found.roles, entity, self.day) if entity else None
        if row is not None:
            return speakers.of_row(row, certainty, "office", "gazetteer")
        entity = found.entity
        if not entity or found.roles == ["head_of_unit"]:
            return None
        office, authority = speakers.office_of(found.roles, entity, found.qualifiers, found.party)
        return Speaker(
            f"{adjective_of(entity)} {office}",
            entity,
            office,
            authority,
            None,
            "institution",
            0.5,
            ("office_unnamed",),
            True,
        )

    def _pronoun(self, passage: int, token: Token, gender: str, certainty: float) -> Speaker | None:
        position = self.passages[passage].position(token)
        found = self._antecedent(passage, position, gender)
        return speakers.less_certain(found, certainty, "pronoun") if found is not None else None

    def _it(self, passage: int, token: Token) -> Speaker | None:
        found = self._antecedent(passage, self.passages[passage].position(token), "n")
        return speakers.less_certain(found, 0.7, "pronoun") if found is not None else None

    def _antecedent(self, passage: int, position: int, gender: str) -> Speaker | None:
        """The nearest speaker before a position: sources and subjects first, then the only person that is named."""
        for back in range(REACH + 1):
            number = passage - back
            if number < 0:
                return None
            speakers_before = self._candidates(number, position)
            for speaker in (*speakers_before, *self._only_named(number, position, gender)):
                if _fits(speaker, gender):
                    return speaker if back == 0 else speakers.less_certain(speaker, 0.9**back, "paragraph_before")
            if back and speakers_before:
                return None
        return None

    def _candidates(self, number: int, position: int) -> list[Speaker]:
        """Speakers of a passage before a position: sentence by sentence backwards, in each the main subjects first."""
        current = self.passages[number]
        sources = {
            a.source_token
            for a in self._sources[number]
            if a.source_token is not None and a.verb not in _ASKING and not _is_asker(current.doc[a.source_token])
            if not _asked_about(current.doc, a)
        }
        heads = sources | {t.i for t in current.doc if t.dep_ in ("nsubj", "nsubjpass") and not current.quoted(t)}
        heads |= {t.i for t in current.doc[:-1] if t.tag_ == "NNP" and t.dep_ == "ROOT" and t.nbor().text == ":"}
        before = [current.doc[i] for i in heads if current.position(current.doc[i]) < position]
        here = self._sentence_start(current, position)
        found: list[tuple[int, int, int, Token]] = []
        for token in before:
            start = current.position(current.doc[current.sentence(token)[0]])
            main = token.i in sources or self._is_main(token)
            if (start < here or main) and self._may_be_meant(token, token.i in sources):
                found.append((-start, 0 if main else 2 if _in_relative(token) else 1, -token.i, token))
        named = [self.speaker_of(number, entry[-1].i) for entry in sorted(found, key=lambda entry: entry[:3])]
        label = current.paragraph.label
        labelled = self.speaker_in(number, *label) if label is not None and label[0] < position else None
        return [speaker for speaker in (*named, labelled) if speaker is not None]

    def _only_named(self, number: int, position: int, gender: str) -> list[Speaker]:
        """The person of a passage's own words where no other that fits is named: "It was left to X to explain"."""
        current = self.passages[number]
        if not gender or gender == "n":
            return []
        fitting: dict[str, Speaker] = {}
        for item in self.items[number]:
            if item.kind == "name" and item.start < position and current.quote_at(item.start) is None:
                speaker = self._described(number, describe([item]), item.start)
                if speaker is not None and speaker.kind == "official" and speaker.office and _fits(speaker, gender):
                    fitting[speaker.name] = speakers.less_certain(speaker, 0.85, "only_named")
        return list(fitting.values()) if len(fitting) == 1 else []

    def _may_be_meant(self, token: Token, source: bool) -> bool:
        """Whether a pronoun may go back to a noun: not to many, and not to "a reporter" who merely asked."""
        if token.tag_ in ("NNS", "NNPS") or _is_asker(token):
            return False
        return source or not any(child.lower_ in ("a", "an", "one") for child in token.children)

    def _sentence_start(self, passage: Passage, position: int) -> int:
        inside = [t for t in passage.doc if passage.position(t) <= position]
        return passage.position(passage.doc[passage.sentence(inside[-1])[0]]) if inside else position

    def _is_main(self, token: Token) -> bool:
        before_its_report = token.head.dep_ == "ccomp" and token.head.i < token.head.head.i
        named = token.tag_ == "NNP" or any(c.dep_ == "appos" and c.tag_ == "NNP" for c in token.children)
        if named and before_its_report:
            return True  # "Petr Fiala does not exclude it, he said"
        return token.head.dep_ in ("ROOT", "conj") and token.head.tag_ != "VBG" and not _in_relative(token)


def _is_opposite(token: Token) -> bool:
    """ "His opposite number"."""
    return token.lower_ == "number" and any(child.lower_ == "opposite" for child in token.children)


def _name_before(token: Token) -> list[Token]:
    """The name that "and" joins to one behind it, where a parser takes it for a part of what was said."""
    other = token.head
    between = token.doc[other.i + 1 : token.i] if token.dep_ == "conj" and other.i < token.i else token.doc[:0]
    adjacent = bool(between) and between[0].lower_ == "and" and all(t.tag_ == "NNP" for t in between[1:])
    return [other] if adjacent and {other.tag_, token.tag_} == {"NNP"} and other.dep_ == "conj" else []


def _is_apposed_name(token: Token) -> bool:
    return token.dep_ == "appos" and token.tag_ == "NNP"


def _is_called_after(token: Token) -> bool:
    """ "The Fine Gael man", "the Longford woman": a person called after something with a name."""
    return any(child.dep_ in ("compound", "amod") and child.tag_ in ("NNP", "NNPS") for child in token.children)


def _is_house(item: Item) -> bool:
    """A body that has spokespersons; not "the Storting", where things are said."""
    if item.kind == "named":
        return "authority" not in load("titles")["named_bodies"][item.value]
    return item.kind == "body" and item.value not in _VAGUE_BODIES


def _is_whose(token: Token, found: Description, owner: Description) -> bool:
    """ "The words of the Czech minister, who said": not words are "who" but the person behind "of"."""
    thing = not (found.name or found.roles or found.body or found.named or found.other)
    clauses = (child for child in token.children if child.dep_ == "relcl")
    return thing and bool(owner.name or owner.roles) and any(c.lower_ == "who" for r in clauses for c in r.children)


def _house_of(found: Description) -> str:
    """The body that speaks, or for which an official does: "a ministry official", "an official of the ministry"."""
    if found.body in ("officials", "office"):
        return found.house or (found.owner.body if found.owner is not None else "")
    return found.body


def _is_of_a_state(house: str) -> bool:
    """A ministry or a government, which no body of states has."""
    return house in ("government", "ministry") or house.startswith("Ministry of") or house.endswith("_ministry")


def _of_a_house(found: Description) -> bool:
    """ "A source at the palace", "ministry sources": somebody unnamed who speaks for a body."""
    owner = found.owner
    house = found.body or found.named or (owner is not None and (owner.body or owner.named))
    return found.other in ("source", "sources") and bool(house)


def _of_a_union(token: Token, items: list[Item]) -> bool:
    """ "The League leader": who leads something with a name that is no state heads no government by it."""
    known = {
        item.text for item in items if item.kind != "word"
    }  # a word in capitals may be a party's: "the SDS leader"
    return any(c.dep_ == "compound" and c.tag_ == "NNP" and c.text not in known for c in token.children)


def _asked_about(doc: Doc, attribution: Attribution) -> bool:
    """ "He was asked whether Sunak agreed": what the question says somebody thinks does not make that one speak."""
    if attribution.cue_token is None:
        return False
    cue = doc[attribution.cue_token]
    return cue.dep_ == "ccomp" and lemma_of(cue.head) in _ASKING


def _is_asker(token: Token) -> bool:
    """ "A reporter", "our correspondent": whoever asks or tells is not whom the article quotes."""
    return token.lower_ in load("titles")["askers"]


def _with_name(token: Token) -> tuple[int, int]:
    """The noun phrase, with the name that follows an office: a parser may give a verb two subjects."""
    first, last = noun_phrase(token)
    doc = token.doc
    while token.tag_ in ("NN", "NNP") and last + 1 < len(doc) and doc[last + 1].tag_ == "NNP" and last - token.i < 4:
        last += 1
    return first, last


def _in_relative(token: Token) -> bool:
    """Whether a noun stands in a relative clause: "the debate that Macron began"."""
    for _ in range(8):
        if token.dep_ in ("relcl", "acl"):
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _fits(speaker: Speaker, gender: str) -> bool:
    """Whether a pronoun of a gender may mean a speaker: `n` a body, `m` and `f` a person, none either."""
    if gender == "n":
        return speaker.kind == "institution" and not speaker.person
    if gender and not speaker.person:
        return False
    known = gender_of(speaker.name)
    return not gender or not known or known == gender
