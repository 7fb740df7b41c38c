"""Constructions of English that turn, hide or share a stance, each beside a sentence that differs in it alone.

All sentences are invented; they are read as the words of a German official ('we' is Germany).
"""

import pytest

from dashboard.parsing.anaphora import frames_said
from dashboard.parsing.frames import frames_in
from dashboard.parsing.model import parse_texts
from dashboard.parsing.questions import stands
from dashboard.parsing.tree import tree_of

CASES = {
    "fronted negation": [
        ("Under no circumstances will we send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("Under these circumstances we will send soldiers to Ukraine.", ["DEU send committed"]),
        ("At no point have we ruled out sending soldiers to Ukraine.", ["DEU send open"]),
        ("Not only will we send soldiers to Ukraine, we will lead them.", ["DEU send committed"]),
        ("Not a single soldier of ours will go to Ukraine.", ["DEU send rules_out"]),
    ],
    "cleft": [
        ("What we will not do is send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("What we will do is send soldiers to Ukraine.", ["DEU send committed"]),
        ("What we are ready to do is send instructors to Ukraine.", ["DEU send willing"]),
        ("The last thing we will do is send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("All we have ruled out is sending soldiers to Ukraine.", ["DEU send rules_out"]),
        (
            "It is Greece, not Norway, that will send soldiers to Ukraine.",
            ["GRC send committed", "NOR send rules_out"],
        ),
    ],
    "members of a group": [
        ("Greece is one of the countries that are ready to send soldiers to Ukraine.", ["GRC send willing"]),
        ("Greece is not one of the countries that are ready to send soldiers to Ukraine.", ["GRC send rules_out"]),
    ],
    "double negation": [
        ("We do not rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We refuse to rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We do not refuse to send soldiers to Ukraine.", ["DEU send open"]),
        ("It is not impossible that our soldiers will go to Ukraine.", ["DEU send open"]),
        ("It is not true that we have ruled out sending soldiers to Ukraine.", ["DEU send open"]),
        ("It is true that we have ruled out sending soldiers to Ukraine.", ["DEU send rules_out"]),
    ],
    "gaps over stances": [
        ("We would rule out soldiers in Ukraine. Spain would not.", ["DEU send rules_out", "ESP send open"]),
    ],
    "silence and memory": [
        ("We avoid the question of soldiers for Ukraine.", ["DEU send undecided"]),
        ("We recalled that we had refused to send soldiers to Ukraine.", ["DEU send rules_out"]),
    ],
    "denials of a refusal": [
        ("We have no intention of ruling out soldiers in Ukraine.", ["DEU send open"]),
        ("We intend to rule out soldiers in Ukraine.", ["DEU send rules_out"]),
        ("We are reluctant to rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We avoided ruling out soldiers for Ukraine.", ["DEU send open"]),
        ("We took back our refusal of soldiers for Ukraine.", ["DEU send open"]),
        ("Not sending soldiers to Ukraine is not an option for us.", ["DEU send willing"]),
        ("There is no reason not to send soldiers to Ukraine.", ["DEU send open"]),
        ("There is no reason to send soldiers to Ukraine.", ["DEU send no_plans"]),
        ("We see no reason why our soldiers should not go to Ukraine.", ["DEU send open"]),
        ("We see no reason why our soldiers should go to Ukraine.", ["DEU send no_plans"]),
        ("There is nothing that prevents us from sending soldiers to Ukraine.", ["DEU send open"]),
        ("There is a law that prevents us from sending soldiers to Ukraine.", ["DEU send rules_out"]),
        ("A deployment of soldiers to Ukraine is anything but excluded.", ["DEU send open"]),
        ("A deployment of soldiers to Ukraine is by no means excluded.", ["DEU send open"]),
    ],
    "never so likely": [
        ("A deployment of soldiers to Ukraine has never been less likely than today.", ["DEU send no_plans"]),
        ("A deployment of soldiers to Ukraine has never been more likely than today.", ["DEU send open"]),
        ("A deployment of soldiers to Ukraine has never been likely.", ["DEU send rules_out"]),
    ],
    "what the denial is of": [
        ("We are not sending troops to Ukraine out of fear but out of duty.", ["DEU send committed"]),
        ("We are not sending troops to Ukraine, out of fear of a wider war.", ["DEU send rules_out"]),
    ],
    "once and today": [
        ("Our soldiers were never in Ukraine.", []),
        ("Our soldiers were in Ukraine until 2022.", []),
        ("Our soldiers are in Ukraine.", ["DEU send deployed"]),
    ],
    "must and need not": [
        ("Our soldiers ought to set foot in Ukraine.", ["DEU send willing"]),
        ("Our soldiers ought never to set foot in Ukraine.", ["DEU send rules_out"]),
        ("We do not have to send soldiers to Ukraine.", ["DEU send no_plans"]),
    ],
    "no as an argument": [
        ("We need no soldiers in Ukraine.", ["DEU send no_plans"]),
        ("No deployment of soldiers to Ukraine is planned.", ["DEU send no_plans"]),
        ("A deployment of soldiers to Ukraine is planned.", ["DEU send willing"]),
    ],
    "sent elsewhere because of the war": [
        ("Because of the war in Ukraine we will send soldiers to the Baltic states.", []),
        ("In response to the war in Ukraine, Greece would deploy soldiers to the eastern flank.", []),
        ("As part of the answer to the war in Ukraine we will send soldiers to neighbouring countries.", []),
        ("With the war in Ukraine in its third year, Greece will send soldiers to its border.", []),
        ("Because of the war in the east we will send soldiers to Ukraine.", ["DEU send committed"]),
        ("We will send soldiers to the war in Ukraine.", ["DEU send committed"]),
        ("We will not take part in the war in Ukraine.", ["DEU send rules_out"]),
        ("Soldiers from the Baltic states will go to Ukraine.", ["DEU send committed"]),
    ],
    "a government by the name of who leads it": [
        ("Tusk's government has ruled out sending soldiers to Ukraine.", ["POL send rules_out"]),
        ("The government of Tusk is ready to send soldiers to Ukraine.", ["POL send willing"]),
        ("Our government has ruled out sending soldiers to Ukraine.", ["DEU send rules_out"]),
    ],
    "coordination": [
        ("We will not send infantry to Ukraine but we will send medics to Ukraine.",
         ["DEU send rules_out", "DEU send committed"]),
        ("We could send medics but not infantry to Ukraine.", ["DEU send open", "DEU send rules_out"]),
        ("We will send medics and infantry to Ukraine.", ["DEU send committed"]),
        ("We will send not soldiers but shells to Ukraine.", ["DEU send rules_out"]),
        ("We will send not shells but soldiers to Ukraine.", ["DEU send committed"]),
        ("Estonia but not Latvia will send soldiers to Ukraine.", ["EST send committed", "LVA send rules_out"]),
    ],
    "gap": [
        ("Italy will send soldiers to Ukraine, but Spain will not.", ["ITA send committed", "ESP send rules_out"]),
        ("Italy will not send soldiers to Ukraine, nor will Spain.", ["ITA send rules_out", "ESP send rules_out"]),
        ("Italy wants to send soldiers to Ukraine, and we do not.", ["ITA send willing", "DEU send rules_out"]),
        ("We will not send soldiers to Ukraine, nor will Viktor Orbán.", ["DEU send rules_out", "HUN send rules_out"]),
        ("We would exclude medics in Ukraine; Spain would not.", ["DEU send rules_out", "ESP send open"]),
        ("Italy would send medics to Ukraine; Spain would not.", ["ITA send willing", "ESP send rules_out"]),
    ],
    "anaphor": [
        ("Some write of soldiers in Ukraine. // We rule that out.", ["DEU send rules_out"]),
        ("Some write of soldiers in Ukraine. // We do not rule that out.", ["DEU send open"]),
        ("Some write of soldiers in Ukraine. // There are no such plans.", ["DEU send no_plans"]),
        ("Some write of soldiers in Ukraine. // Nothing is off the table.", ["DEU send open"]),
        ("Some write of soldiers in Ukraine. // We like the weather.", []),
    ],
    "answer": [
        ("Soldiers for Ukraine? Never.", ["DEU send rules_out"]),
        ("Medics in Ukraine, yes.", ["DEU send willing"]),
        ("Medics in Ukraine, no.", ["DEU send rules_out"]),
    ],
    "condition and time": [
        ("If we send soldiers to Ukraine, the war will spread.", []),
        ("Had we sent soldiers to Ukraine, the war would be over.", []),
        ("Parliament must agree before our soldiers go to Ukraine.", ["DEU send undecided"]),
        ("We will not send soldiers to Ukraine for now.", ["DEU send no_plans"]),
        ("We will not send soldiers to Ukraine.", ["DEU send rules_out"]),
    ],
    "degree": [
        ("Our army is too small to send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("Our army is strong enough to send soldiers to Ukraine.", ["DEU send open"]),
    ],
    "change": [
        ("We no longer rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We have dropped our opposition to sending soldiers to Ukraine.", ["DEU send open"]),
        ("We, who last year ruled out soldiers in Ukraine, are now open to the idea.", ["DEU send open"]),
    ],
    "other states": [
        ("France will send soldiers to Ukraine.", ["FRA send committed"]),
        ("It would be a mistake to send French soldiers to Ukraine.", ["DEU accept opposes"]),
        ("If France sends soldiers to Ukraine, that is its own decision.", ["DEU accept accepts"]),
        ("We support those countries that are ready to send soldiers to Ukraine.", ["DEU accept welcomes"]),
        ("We disagree with those who want to send soldiers to Ukraine.", ["DEU accept opposes"]),
        ("Russia will send soldiers to Ukraine.", []),
    ],
    "no forces, or not in Ukraine": [
        ("We will send tanks to Ukraine.", []),
        ("We will send soldiers to Lithuania.", []),
        ("We will train Ukrainian soldiers in Germany.", []),
        ("We will train Ukrainian soldiers in Ukraine.", ["DEU send committed"]),
        ("North Korean soldiers fight in Ukraine.", []),
    ],
    "missions without soldiers": [
        ("We are ready for a fact-finding mission to Ukraine.", []),
        ("We are ready for a peacekeeping mission to Ukraine.", ["DEU send willing"]),
        ("We will take part in a European advisory mission in Ukraine.", []),
        ("We will take part in a military advisory mission in Ukraine.", ["DEU send committed"]),
        ("We will take part in a humanitarian mission in Ukraine after the war.", []),
        ("We will take part in a humanitarian demining mission in Ukraine.", ["DEU send committed"]),
        ("Our soldiers will take part in a rescue mission in Ukraine.", ["DEU send committed"]),
        ("We will send a rescue team to Ukraine.", []),
        ("We will send a demining team to Ukraine.", ["DEU send committed"]),
        ("Our participation in a police mission in Ukraine is certain.", []),
        ("We rule out military involvement in Ukraine under the diplomatic plan.", ["DEU send rules_out"]),
    ],
    "words with a hyphen": [
        ("No-one will send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("Everyone will send soldiers to Ukraine.", ["DEU send committed"]),
        ("Sending soldiers to Ukraine is a non-starter.", ["DEU send rules_out"]),
        ("Sending soldiers to Ukraine is a no-go.", ["DEU send rules_out"]),
        ("We gave the go-ahead for soldiers in Ukraine.", ["DEU send committed"]),
        ("We are non-committal about sending soldiers to Ukraine.", ["DEU send undecided"]),
        ("Sending soldiers to Ukraine is far-fetched.", ["DEU send no_plans"]),
    ],
    "two positions in one clause": [
        ("Sending infantry to Ukraine is not under discussion, but demining teams should not be excluded.",
         ["DEU send no_plans", "DEU send open"]),
        ("We would send not soldiers but engineers to Ukraine.", ["DEU send rules_out", "DEU send willing"]),
        ("No soldiers, but engineers for Ukraine.", ["DEU send rules_out", "DEU send willing"]),
        ("Only instructors, no combat troops.", ["DEU send rules_out", "DEU send willing"]),
        ("Instructors for Ukraine.", []),
        ("Trainers in Ukraine yes.", ["DEU send willing"]),
        ("We are ready to put jets over Ukraine, though not boots on the ground.",
         ["DEU send rules_out", "DEU send willing"]),
        ("We will not send soldiers to Ukraine, nor will we train Ukrainians on Ukrainian soil.",
         ["DEU send rules_out"]),
        ("Although we will not send infantry to Ukraine, we are ready to send deminers.",
         ["DEU send rules_out", "DEU send willing"]),
        ("Although we could send infantry to Ukraine, we have decided not to.", ["DEU send rules_out"]),
        ("Despite reports of our considering soldiers, we will send medics to Ukraine.", ["DEU send committed"]),
    ],
    "exception": [
        ("No soldiers of ours will go to Ukraine except medics.", ["DEU send committed", "DEU send rules_out"]),
        ("We will not send soldiers to Ukraine apart from medics.", ["DEU send committed", "DEU send rules_out"]),
        ("Apart from medics, we will send no soldiers to Ukraine.", ["DEU send committed", "DEU send rules_out"]),
        ("No soldiers of ours will go to Ukraine except in blue helmets.", ["DEU send open"]),
    ],
    "contrast": [
        ("We were once opposed to soldiers in Ukraine but are now ready to send them.", ["DEU send willing"]),
        ("We have nothing against sending our soldiers to Ukraine.", ["DEU send open"]),
        ("Ground troops for Ukraine were off the table.", ["DEU send rules_out"]),
        ("Rather than send soldiers to Ukraine, we will pay for shells.", ["DEU send rules_out"]),
        ("Instead of sending soldiers to Ukraine, we will pay for shells.", ["DEU send rules_out"]),
        ("Instead of sending soldiers to Ukraine, we could pay for shells.", []),
    ],
    "the last to do it": [
        ("We would be the last to rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We would be the last country to send soldiers to Ukraine.", ["DEU send rules_out"]),
        ("We would be the last capital to rule out sending soldiers to Ukraine.", ["DEU send open"]),
        ("We would be the first country to send soldiers to Ukraine.", ["DEU send willing"]),
    ],
    "given away or kept": [
        ("We will send jets to fly over Ukraine.", ["DEU send committed"]),
        ("We will send jets to Ukraine.", []),
    ],
    "questions": [
        ("We do not know whether our soldiers will go to Ukraine.", ["DEU send undecided"]),
        ("We wonder whether our soldiers will go to Ukraine.", []),
    ],
}  # fmt: skip


def positions(sentence: str, speaker: str = "DEU") -> list[str]:
    """The positions in a sentence, as an official of that state would state them; before '//' stand another's words."""
    before, _, own = sentence.rpartition(" // ")
    tree = tree_of(next(iter(parse_texts([f"{before} {own}".strip()]))))
    content = {k for k in range(len(tree.word)) if tree.start[k] >= len(before)}
    asked = {k for k in content if "?" in {tree.word[j] for j in content if tree.sent[j] == tree.sent[k]}}
    named = frames_in(tree, set(range(len(tree.word))), set())
    frames = frames_said(
        tree,
        content - asked,
        set(),
        lambda _: True,
        lambda token: next((frame for frame in reversed(named) if frame.event.head < token), None),
    )
    found = [stand for frame in frames for stand in stands(frame, speaker)]
    return list(dict.fromkeys(f"{stand.entity} {stand.question} {stand.position}" for stand in found))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [pytest.param(*case, id=f"{name}: {case[0]}") for name, cases in CASES.items() for case in cases],
)
def test_a_construction_gives_its_positions(sentence, expected):
    assert sorted(positions(sentence)) == sorted(expected)


@pytest.mark.parametrize(
    ("sentence", "speaker", "expected"),
    [
        ("We need foreign soldiers in Ukraine.", "UKR", ["UKR accept welcomes"]),
        ("We do not need foreign soldiers in Ukraine.", "UKR", ["UKR accept wary"]),
        ("Foreign soldiers in Ukraine will be a legitimate target.", "RUS", ["RUS accept opposes"]),
        ("We do not object to peacekeepers in Ukraine.", "RUS", ["RUS accept accepts"]),
        ("We will send our soldiers to the front in Ukraine.", "UKR", []),
        ("NATO will not send soldiers to Ukraine.", "NATO", ["NATO send rules_out"]),
        ("European soldiers could go to Ukraine, ours will not.", "USA", ["USA accept accepts", "USA send rules_out"]),
        ("European soldiers could go to Ukraine.", "DEU", ["DEU send open"]),
        (
            "We would welcome French soldiers in Ukraine but not Hungarian ones.",
            "UKR",
            ["UKR accept welcomes", "UKR accept opposes"],
        ),
    ],
)
def test_who_speaks_decides_the_question(sentence, speaker, expected):
    assert positions(sentence, speaker) == expected
