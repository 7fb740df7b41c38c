"""Lines in capitals alone are read as prose. All texts here are invented, whatever names they bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.parsing.capitals import in_prose
from dashboard.parsing.lexicon import load


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("POLISH PM TUSK SAYS POLAND WON'T SEND TROOPS", "Polish PM Tusk says Poland won't send troops"),
        ("GERMANY'S MERZ: WE WILL NOT SEND SOLDIERS", "Germany's Merz: We will not send soldiers"),
        ("DUTCH DEFENCE MINISTER EXAMPLER: NO TROOPS", "Dutch Defence Minister Exampler: No troops"),
        ("KREMLIN SAYS DEFENCE MINISTER TO VISIT MINSK", "Kremlin says defence minister to visit Minsk"),
        ("U.S. WON'T SEND TROOPS - WHITE HOUSE", "U.S. won't send troops - White House"),
        ("NATO-LED FORCE: MEPS SAY DON'T ASK US", "NATO-led force: MEPs say don't ask US"),
        ("TÜRKIYE'S ERDOĞAN: PEACEKEEPERS MAY GO TO UKRAINE", "Türkiye's Erdoğan: Peacekeepers may go to Ukraine"),
        ("POLISH PRESIDENT: WE WILL NOT SEND TROOPS", "Polish President: We will not send troops"),
        ("CHIEF OF THE POLISH GENERAL STAFF: NO TROOPS", "Chief of the Polish General Staff: No troops"),
        ("NORWEGIAN PM STORE: WE STORE THE KIT", "Norwegian PM Store: We store the kit"),
        ("FORMER PM GORDON BROWN SEES BROWN BOOTS", "Former PM Gordon Brown sees brown boots"),
        ("THE BIG QUESTION: WILL BRITAIN SEND TROOPS", "The big question: Will Britain send troops"),
        ("* NO BOOTS. NOT TODAY, SAYS ROMANIA'S DAN", "* No boots. Not today, says Romania's Dan"),
        (
            "ASSEMBLYMAN QUILLFEATHER REJECTS DEPLOYMENT IN UKRAINE",
            "Assemblyman Quillfeather rejects deployment in Ukraine",
        ),
    ],
)
def test_a_line_in_capitals_is_written_as_prose(shouted: str, written: str) -> None:
    assert in_prose(f"Before.\n{shouted}\nAfter.") == f"Before.\n{written}\nAfter."


@pytest.mark.parametrize("line", ["KYIV, UKRAINE", "NO TROOPS: MERZ", "NATO and the EU met in PARIS", "12 34 56 78"])
def test_what_is_too_short_or_not_all_in_capitals_stays(line: str) -> None:
    assert in_prose(line) == line


@given(st.text(st.one_of(st.characters(), st.sampled_from("ABÉİSSıΣ '\n-.:")), max_size=200))
def test_no_position_moves_and_what_is_written_is_left(text: str) -> None:
    for given_text in (text, text.upper()):
        found = in_prose(given_text)
        assert len(found) == len(given_text)
        assert in_prose(found) == found
        assert found.casefold().replace("\u0307", "") == given_text.casefold().replace("\u0307", "")


def test_words_that_stay_in_capitals_are_in_capitals_in_the_list() -> None:
    assert all(word.isupper() for word in load("capitals")["kept"])
    assert all(word.islower() for word in load("capitals")["words"])
