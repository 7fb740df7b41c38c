"""The shipped judge, its sieve, and what becomes of the rules' drafts. All texts are invented."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.train import card_of
from dashboard.dataset.codebook import load_codebook
from dashboard.parsing.candidates import drafts_of, maker
from dashboard.parsing.judge import FOLDER, NONE, Judge, Shares, judge, judge_from
from dashboard.parsing.sieve import Sieve, traits
from dashboard.parsing.utterances import Text
from dashboard.parsing.verdicts import judged
from tests.parsing.reading_help import body, reading_of

PLAIN = "Poland will not send soldiers to Ukraine, Donald Tusk said."
SILENT = "Donald Tusk said that the harvest was good."


class Settled(Judge):
    """A judge that has its mind made up, whatever it reads: its tokenizer's place holds the shares of its labels."""

    def shares(self, wordings: Sequence[tuple[str, str]]) -> Shares:
        rows = np.zeros((len(wordings), len(self.labels)), dtype=np.float32)
        for label, share in self.tokenizer.items():
            rows[:, self.labels.index(label)] = share
        return rows


def settled(shares: dict[str, float], threshold: float = -99.0) -> Judge:
    known = judge()
    return Settled(known.labels, known.thresholds, Sieve({}, threshold), shares, None)


def certain(label: str, threshold: float = -99.0) -> Judge:
    return settled({label: 1.0}, threshold)


def verdicts(text: str, by: Judge) -> list[tuple[str, str]]:
    found = Text(reading_of(body(text)))
    return [
        (d.said.speaker.name, f"{d.stand.question}:{d.stand.position}")
        for d in judged(found, drafts_of(found), by, maker(found.reading))
    ]


def test_the_labels_are_the_codebooks_positions() -> None:
    codes = {f"{code.question}:{code.code}" for code in load_codebook().codes["position"]}
    assert set(judge().labels) == codes | {NONE}


@pytest.mark.parametrize(
    ("asked", "words", "label", "share"),
    [
        (
            "own said quoted say here ukraine theirs rules willing",
            '| <Q> " anyone who thinks that <T> will not put soldiers in ukraine after a truce is mistaken , " </Q> '
            "president <S> said .",
            "send:willing",
            0.743,
        ),
        (
            "own told here rules nothing",
            "| <T> defence minister <S> promised medics and deminers for ukraine after the war and refused to send <F> "
            "peacekeepers .",
            "send:rules_out",
            0.928,
        ),
    ],
)
def test_the_judge_answers_alike_on_every_processor(asked: str, words: str, label: str, share: float) -> None:
    """With weights of eight bits shares were up to 0.1 off on a processor without VNNI, whose sums overflowed."""
    given = dict(zip(judge().labels, judge().shares([(asked, words)])[0].tolist(), strict=True))
    assert given[label] == pytest.approx(share, abs=0.03)


def test_the_shares_of_a_case_sum_to_one_whatever_stands_beside_it() -> None:
    one = ("own said reported say rules nothing", "| <S> said <Q> <T> will not send soldiers </Q> .")
    long = ("own told rules nothing", "| " + "word " * 400)
    alone, together = judge().shares([one]), judge().shares([long, one, one])
    assert np.allclose(together.sum(axis=1), 1, atol=1e-4)
    assert np.array_equal(alone[0], together[1])
    assert judge().shares([]).shape == (0, len(judge().labels))


def test_a_plain_refusal_and_a_plain_nothing_are_told_apart() -> None:
    labels = judge().labels
    no, nothing = judge().shares(
        [
            (
                "own said reported say rules rules out",
                "| <Q> <T> will never send soldiers to ukraine </Q> , <S> said .",
            ),
            ("own said reported say rules nothing", "| <Q> the harvest in <T> was good this year </Q> , <S> said ."),
        ]
    )
    assert labels[int(no.argmax())] == "send:rules_out"
    assert labels[int(nothing.argmax())] == NONE


def test_the_judge_may_keep_change_drop_and_add() -> None:
    assert verdicts(PLAIN, certain("send:rules_out")) == [("Donald Tusk", "send:rules_out")]
    assert verdicts(PLAIN, certain("send:open")) == [("Donald Tusk", "send:open")]
    assert verdicts(PLAIN, certain(NONE)) == []
    assert verdicts(SILENT, certain("send:open")) == [("Donald Tusk", "send:open")]


@pytest.mark.parametrize("said", ["Would we send soldiers to Ukraine? We would not,", "We would not send soldiers,"])
def test_a_question_that_its_speaker_answers_is_no_position(said: str) -> None:
    assert len(verdicts(f'"{said}" Donald Tusk said.', certain("send:rules_out"))) == 1


def test_a_question_that_its_speaker_leaves_is_judged() -> None:
    text = 'Donald Tusk said: "Would we send soldiers to Ukraine?"'
    assert verdicts(text, certain("send:rules_out")) == [("Donald Tusk", "send:rules_out")]


@pytest.mark.parametrize("label", ["send:willing", "send:rules_out"])
def test_halves_of_a_sentence_that_the_rules_tell_apart_stay_apart(label: str) -> None:
    text = "Denmark will not send combat troops to Ukraine but is ready to send instructors, Mette Frederiksen said."
    found = Text(reading_of(body(text)))
    kept = judged(found, drafts_of(found), certain(label), maker(found.reading))
    assert {(d.mission, d.stand.position) for d in kept} == {("combat", "rules_out"), ("training", "willing")}
    assert all(d.judged == 1 for d in kept)


def test_forces_of_two_states_in_one_sentence_stay_apart() -> None:
    text = "Ukraine would welcome French soldiers but not Hungarian ones, Volodymyr Zelenskyy said."
    found = Text(reading_of(body(text)))
    kept = judged(found, drafts_of(found), certain("accept:opposes"), maker(found.reading))
    assert [d.stand.position for d in kept if not d.swapped] == ["welcomes", "opposes"]


@pytest.mark.parametrize(
    ("rest", "own"), [("Germany would not", []), ("we would not", ["POL"]), ("Poland would follow", ["POL"])]
)
def test_what_is_said_of_others_alone_is_no_position_of_the_speakers_state(rest: str, own: list[str]) -> None:
    text = f"Donald Tusk said that France would send soldiers to Ukraine but {rest}."
    found = Text(reading_of(body(text)))
    kept = judged(found, drafts_of(found), certain("send:willing"), maker(found.reading))
    assert [d.stand.entity for d in kept if d.stand.entity == "POL"] == own


@pytest.mark.parametrize("text", [PLAIN, SILENT])
def test_a_sentence_may_answer_both_questions(text: str) -> None:
    both = [("Donald Tusk", "send:rules_out"), ("Donald Tusk", "accept:accepts")]
    assert verdicts(text, settled({"send:rules_out": 0.6, "accept:accepts": 0.35, NONE: 0.05})) == both
    assert verdicts(text, settled({"send:rules_out": 0.8, "accept:accepts": 0.15, NONE: 0.05})) == both[:1]


def test_a_second_position_on_the_same_question_is_only_doubt() -> None:
    doubt = settled({"send:rules_out": 0.55, "send:no_plans": 0.45})
    assert verdicts(PLAIN, doubt) == verdicts(SILENT, doubt) == [("Donald Tusk", "send:rules_out")]


def test_what_states_nothing_has_no_second_answer() -> None:
    assert verdicts(SILENT, settled({NONE: 0.5, "send:open": 0.2, "accept:accepts": 0.3})) == []


def test_the_parties_to_the_war_are_not_asked_whether_they_would_send() -> None:
    text = "Volodymyr Zelenskyy said that the soldiers would come to Ukraine."
    assert verdicts(text, certain("send:willing")) == []
    assert verdicts(text, certain("accept:welcomes")) == [("Volodymyr Zelenskyy", "accept:welcomes")]


def test_soldiers_and_a_force_in_one_sentence_stay_apart() -> None:
    text = (
        "Mette Frederiksen said Denmark would not send soldiers to Ukraine now but that it was ready to take part in a "
        "peacekeeping force after a truce."
    )
    found = Text(reading_of(body(text)))
    kept = judged(found, drafts_of(found), certain("send:willing"), maker(found.reading))
    assert {(d.mission, d.stand.position) for d in kept} == {("unspecified", "rules_out"), ("peacekeeping", "willing")}


@pytest.mark.parametrize(("sent", "found"), [("soldiers", []), ("blankets", [("Donald Tusk", "send:open")])])
def test_the_judge_adds_nothing_to_forces_that_go_elsewhere(sent: str, found: list[tuple[str, str]]) -> None:
    text = f"Poland will send {sent} to the eastern flank in response to the war in Ukraine, Donald Tusk said."
    assert verdicts(text, certain("send:open")) == found


@pytest.mark.parametrize(("kind", "added"), [("rescue", False), ("humanitarian", True), ("secret", True)])
def test_the_judge_adds_nothing_to_a_mission_that_is_surely_without_soldiers(kind: str, added: bool) -> None:
    text = f"Poland thinks of a {kind} mission, Donald Tusk said."
    assert verdicts(text, certain("send:open")) == [("Donald Tusk", "send:open")] * added


def test_what_the_sieve_holds_back_is_not_judged_but_a_draft_of_the_rules_is() -> None:
    assert verdicts(SILENT, certain("send:open", threshold=99.0)) == []
    assert verdicts(PLAIN, certain("send:open", threshold=99.0)) == [("Donald Tusk", "send:open")]


def test_the_sieve_knows_where_a_word_stands() -> None:
    assert set(traits(("own said", "a b | c <Q> d </Q>"))) == {
        *("a:own", "a:said", "b:a", "b:b", "s:c", "s:<Q>", "s:d", "s:</Q>", "q:<Q>", "q:d", "q:</Q>"),
        *("s1:c <Q>", "s1:<Q> d", "s1:d </Q>", "q1:<Q> d", "q1:d </Q>", "s2:c d", "s2:<Q> </Q>"),
    }


@pytest.mark.parametrize("name", ["card.json", "tokenizer.json", "sieve.json", "model.onnx"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ValueError, match=rf"{name}: not a file of the judge .*benchmarks\.train"):
        judge_from(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ValueError, match=name):
        judge_from(tmp_path)


def test_the_card_says_what_the_training_writes_and_no_more() -> None:
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    written = json.loads(json.dumps(card_of(card["examples"], card["seen"], card["seed"])))
    assert card == written
    assert card["from"] == "sentence-transformers/all-mpnet-base-v2"
    assert card["licence"] == "Apache-2.0"
    assert card["examples"] > 10_000


def test_a_changed_position_says_that_it_is_the_judges() -> None:
    found = Text(reading_of(body(PLAIN)))
    (draft,) = judged(found, drafts_of(found), certain("send:open"), maker(found.reading))
    assert draft.swapped
    assert draft.said.frame.rules[-1] == "J01"
    assert replace(draft, swapped=False).judged == 1.0
