"""Whatever people do, in whatever order: the record stays valid, and the log tells how it came about."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from review_help import NOW, TEXT, make_article, make_data, make_inbox, make_row, problems, statements

from dashboard.review import decide
from dashboard.review.errors import DecidedAlreadyError, ReviewError, UndoError

REVIEWERS = st.sampled_from(["Rita", "Sam"])
WORDS = ["He said so.", "He repeated it."]
EDITS = st.fixed_dictionaries(
    {}, optional={"position": st.sampled_from(["no_plans", "open"]), "summary": st.sampled_from(WORDS)}
)
PLACES = st.integers(0, 5)
NEW = {
    "id": "nora-neu",
    "name": "Nora Neu",
    "aliases": "Neu",
    "entity": "LUX",
    "office": "Minister of New Things",
    "authority": "minister",
    "from": "",
    "to": "",
}


class Reviewing(RuleBasedStateMachine):
    """`expected` is the simplest model there is: the state of each candidate, as people were told it."""

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = make_data(Path(self.folder.name))
        self.inbox = make_inbox(Path(self.folder.name))
        self.expected: dict[str, str] = {}
        self.written: dict[str, dict] = {}
        self.steps: list[tuple[str, str]] = []

    def pick(self, place):
        return list(self.expected)[place % len(self.expected)]

    @rule(number=st.integers(0, 2), position=st.sampled_from(["rules_out", "no_plans"]))
    def add(self, number, position):
        article = make_article(url=f"https://news.example/{number}", text=f"{TEXT} {number} {position}")
        taken = self.inbox.take_in(article, [make_row(position=position)], how="test", by="T", now=NOW)
        for name in taken.candidates:
            older = self.inbox.candidate(name).revises
            if older and self.expected[older] == "open":
                self.expected[older] = "superseded"
            self.expected[name] = "open"

    @precondition(lambda self: self.expected)
    @rule(place=PLACES, who=REVIEWERS, values=EDITS, new=st.booleans())
    def accept(self, place, who, values, new):
        name = self.pick(place)
        known = "Nora Neu" in (self.data / "officials.csv").read_text(encoding="utf-8")
        speaker = NEW if new and not known else None
        if speaker:
            values = {**values, "speaker": NEW["name"], "office": NEW["office"]}
        try:
            statement = decide.accept(
                self.inbox, self.data, name, reviewer=who, now=NOW, values=values, speaker=speaker
            )
        except ReviewError as error:
            refused = error
        else:
            refused = None
        assert (refused is None) == (self.expected[name] == "open")
        if refused:
            assert isinstance(refused, DecidedAlreadyError) == (self.expected[name] != "superseded")
            return
        self.expected[name] = "accepted"
        self.written[name] = {"id": statement.id, "position": statement.position}
        self.steps.append((name, "accept"))

    @precondition(lambda self: self.expected)
    @rule(place=PLACES, who=REVIEWERS)
    def reject(self, place, who):
        name = self.pick(place)
        try:
            decide.reject(self.inbox, name, reviewer=who, now=NOW, reason="not a position")
        except ReviewError:
            assert self.expected[name] != "open"
            return
        assert self.expected[name] == "open"
        self.expected[name] = "rejected"
        self.steps.append((name, "reject"))

    @precondition(lambda self: self.expected)
    @rule(place=PLACES, who=REVIEWERS)
    def undo(self, place, who):
        name = self.pick(place)
        try:
            decide.undo(self.inbox, self.data, name, reviewer=who, now=NOW)
        except UndoError:
            assert self.expected[name] not in ("accepted", "rejected")
            return
        assert self.expected[name] in ("accepted", "rejected")
        self.expected[name] = "open"
        self.written.pop(name, None)
        self.steps.append((name, "undo"))

    @invariant()
    def the_queue_is_as_people_were_told(self):
        states = {name: self.inbox.candidate(name).state for name in self.expected}
        assert states == self.expected

    @invariant()
    def the_record_has_what_was_accepted_and_no_more(self):
        found = sorted((s["id"], s["position"]) for s in statements(self.data))
        assert found == sorted((one["id"], one["position"]) for one in self.written.values())

    @invariant()
    def the_log_is_the_sequence_of_decisions(self):
        log = [(d.candidate_id, "accept" if d.action == "edit" else d.action) for d in self.inbox.decisions()]
        assert log == self.steps

    def teardown(self):
        if hasattr(self, "data"):
            assert problems(self.data) == []
            self.folder.cleanup()


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
