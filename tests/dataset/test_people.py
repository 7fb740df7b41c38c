"""Entities, officials and institutions of the invented world; a few facts of the shipped files' form."""

from __future__ import annotations

import pytest
from builders import INSTITUTION, MOVER, PEOPLE, day

from dashboard.dataset.people import Heard, Official, held_on, load_people
from dashboard.dataset.problems import DataError


def test_one_person_has_a_row_for_each_office():
    prime_minister, secretary = PEOPLE.offices_of(MOVER)
    assert (prime_minister.entity, secretary.entity) == ("ADV", "LIGA")
    assert prime_minister.term == "2020-01-01 to 2024-06-01"
    assert secretary.term == "2024-06-01 to ?"


@pytest.mark.parametrize(
    ("on", "held"),
    [
        ("2019-12-31", (False, False)),
        ("2020-01-01", (True, False)),
        ("2024-05-31", (True, False)),
        ("2024-06-01", (False, True)),
    ],
)
def test_from_counts_and_to_does_not(on, held):
    assert tuple(office.holds_on(day(on)) for office in PEOPLE.offices_of(MOVER)) == held


def test_an_office_without_dates_and_an_institution_hold_on_any_day():
    (office,) = PEOPLE.offices_of("Ilse Vantor")
    (institution,) = PEOPLE.offices_of(INSTITUTION)
    for on in ("0001-01-01", "9999-12-31"):
        assert office.holds_on(day(on))
        assert institution.holds_on(day(on))
    assert office.term == "? to ?"


def test_a_speaker_is_known_by_the_full_name_only():
    assert PEOPLE.offices_of("Vantor") == ()
    assert PEOPLE.offices_of("Lantern House") == ()


def test_names_and_members():
    assert PEOPLE.entity_name("ADV") == "Ardovia"
    assert PEOPLE.entity_name("XXX") == "XXX"
    assert PEOPLE.members("nato") == {"ADV", "NRL"}
    assert PEOPLE.members("nonsense") == PEOPLE.members() == frozenset()
    assert PEOPLE.members("nonsense", "eu", "nato") == {"ADV", "NRL"}


def test_the_files_give_the_same_people(folder):
    assert load_people(folder) == PEOPLE


def test_every_bad_row_is_named_at_once(folder):
    path = folder / "officials.csv"
    text = path.read_text("utf-8").replace("2020-01-01,2024-06-01", "early,late")
    path.write_text(text.replace("Cira Nolvik,Nolvik", ",Nolvik"), "utf-8")
    with pytest.raises(DataError) as caught:
        load_people(folder)
    assert sorted((p.id, p.field, p.value) for p in caught.value.problems) == [
        ("cira-nolvik-nrl-office-of-the-spokesperson", "name", ""),
        ("gerda-tolmar-adv-prime-minister", "from", "early"),
        ("gerda-tolmar-adv-prime-minister", "to", "late"),
    ]


def _office(name: str, office: str, since: str = "", until: str = "") -> Official:
    row = {"id": office.lower(), "name": name, "aliases": "", "entity": "ADV", "office": office, "authority": "other"}
    return Official.model_validate(row | {"from": since, "to": until})


class TestHeldOn:
    OPEN = (_office("Ilse Vantor", "Speaker", "2023-10-25"), _office("Ilse Vantor", "President", "2024-06-15"))

    @staticmethod
    def names(offices: tuple[Official, ...], on: str, heard: Heard) -> tuple[list[str], list[str]]:
        sure, doubtful = held_on(offices, day(on), heard)
        return [row.office for row in sure], [row.office for row in doubtful]

    def test_an_open_office_is_last_known_once_a_later_one_has_begun(self) -> None:
        assert self.names(self.OPEN, "2024-01-01", {}) == (["Speaker"], [])
        assert self.names(self.OPEN, "2026-01-01", {}) == (["President"], ["Speaker"])

    def test_two_offices_at_a_time_stay_where_both_have_been_heard(self) -> None:
        heard = {("Ilse Vantor", "ADV", "Speaker"): (day("2024-01-01"), day("2025-02-01"))}
        assert self.names(self.OPEN, "2026-01-01", heard) == (["Speaker", "President"], [])

    def test_an_office_without_a_first_day_begins_with_its_first_statement(self) -> None:
        undated = (_office("Ilse Vantor", "Adviser"), _office("Ilse Vantor", "Spokesperson"))
        heard = {
            ("Ilse Vantor", "ADV", "Spokesperson"): (day("2023-04-12"), day("2023-04-12")),
            ("Ilse Vantor", "ADV", "Adviser"): (day("2024-02-27"), day("2024-02-27")),
        }
        assert self.names(undated, "2023-01-01", heard) == ([], [])
        assert self.names(undated, "2023-06-01", heard) == (["Spokesperson"], [])
        assert self.names(undated, "2025-01-01", heard) == (["Adviser"], ["Spokesperson"])

    def test_an_end_that_is_known_is_none_to_doubt(self) -> None:
        ended = (_office("Ilse Vantor", "Minister", "2020-01-01", "2030-01-01"), self.OPEN[1])
        assert self.names(ended, "2025-01-01", {}) == (["Minister", "President"], [])
