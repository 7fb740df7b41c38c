"""Stage 2, review: speakers whom the record does not know yet.

In: a proposed statement and the people of the record; out: the row that officials.csv or institutions.csv
would need, for a person to complete, and every problem with such a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import ValidationError
from slugify import slugify

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import Institution, Official, People, columns
from dashboard.dataset.problems import Problem, problems_of

SpeakerFile = Literal["officials.csv", "institutions.csv"]
MODELS: Final[dict[SpeakerFile, type[Official] | type[Institution]]] = {
    "officials.csv": Official,
    "institutions.csv": Institution,
}
COLUMNS: Final[dict[SpeakerFile, tuple[str, ...]]] = {file: columns(model) for file, model in MODELS.items()}


def file_of(row: Mapping[str, str]) -> SpeakerFile:
    """Which file a row belongs to: only officials have a term."""
    return "officials.csv" if "from" in row else "institutions.csv"


def sort_key(row: Mapping[str, str]) -> tuple[str, ...]:
    """The order of the files: entity, name, beginning of the term."""
    return row["entity"], row["name"], row.get("from", "")


def propose_speaker(values: Mapping[str, str], people: People) -> dict[str, str] | None:
    """The row that a statement's speaker lacks in officials.csv; None where the record knows speaker and office.

    What is not known is left empty: an open end of a term is filled in by the reviewer. Known here means the
    name, the entity and the office; a term that does not fit the day is a matter for the officials' file.
    """
    name, office = values.get("speaker", ""), values.get("office", "")
    entity = values.get("speaker_entity", "") or values.get("entity", "")
    rows = people.offices_of(name)
    if not name or any(row.entity == entity and row.office == office for row in rows):
        return None
    if name in people.institution_by_name:
        return None
    row = dict.fromkeys(COLUMNS["officials.csv"], "") | {
        "name": name,
        "aliases": ";".join(rows[0].aliases) if rows else name.split()[-1],
        "entity": entity,
        "office": office,
        "authority": values.get("authority", ""),
    }
    return row | {"id": free_id(row, people)}


def free_id(row: Mapping[str, str], people: People) -> str:
    """An id that no row has: the name, with the office and then a number added where it is needed."""
    taken = _ids(people)
    name, office = slugify(row["name"]), slugify(row["office"])
    numbered = (f"{name}-{office}-{n}".replace("--", "-") for n in range(2, len(taken) + 3))
    return next(found for found in (name, f"{name}-{office}".strip("-"), *numbered) if found not in taken)


def _ids(people: People) -> set[str]:
    return {row.id for row in people.officials} | {row.id for row in people.institutions}


def short_name(speaker: str, people: People) -> str:
    """The name in a statement's id: an official's shortest alias from the full name, an institution's office."""
    institution = people.institution_by_name.get(speaker)
    if institution:
        return slugify(institution.office) or "speaker"
    officials = people.officials_by_name.get(speaker, ())
    endings = [alias for row in officials for alias in row.aliases if speaker.endswith(" " + alias)]
    return slugify(endings[0] if endings else speaker.split()[-1] if speaker.split() else "") or "speaker"


def speaker_problems(row: Mapping[str, str], people: People, codebook: Codebook) -> list[Problem]:
    """Everything that keeps a row from being added to the people of the record; an empty list if nothing does."""
    file = file_of(row)
    wrong = set(row) ^ set(COLUMNS[file])
    if wrong:
        return [Problem(file, "", name, row.get(name, ""), ", ".join(COLUMNS[file])) for name in sorted(wrong)]
    try:
        made = MODELS[file].model_validate(dict(row))
    except ValidationError as error:
        return problems_of(error, file, row["id"])
    return [Problem(file, made.id, *broken) for broken in _rules(made, people, codebook)]


def _rules(made: Official | Institution, people: People, codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    if made.id in _ids(people):
        yield "id", made.id, "an id that no other row has"
    if made.entity not in people.entity_by_code:
        yield "entity", made.entity, "a code of entities.csv"
    if made.authority not in codebook.values("authority"):
        yield "authority", made.authority, ", ".join(codebook.values("authority"))
    if isinstance(made, Institution):
        taken = {alias.casefold(): i.id for i in people.institutions for alias in (i.name, *i.aliases)}
        for alias in (made.name, *made.aliases):
            if alias.casefold() in taken or alias in people.officials_by_name:
                yield "aliases", alias, "a name that no other speaker has"
    else:
        yield from _term_rules(made, people)


def _term_rules(made: Official, people: People) -> Iterator[tuple[str, str, str]]:
    if made.name in people.institution_by_name:
        yield "name", made.name, "no name of institutions.csv"
    if made.since and made.until and made.since >= made.until:
        yield "to", str(made.until), f"a day after {made.since}"
    for other in people.officials_by_name.get(made.name, ()):
        if made.meets(other):
            yield "from", made.term, f"a term that does not overlap with the one on file ({other.term})"


def with_speaker(people: People, row: Mapping[str, str]) -> People:
    """The people of the record as they would be with one more row, which has no problem."""
    made = MODELS[file_of(row)].model_validate(dict(row))
    if isinstance(made, Official):
        return People(entities=people.entities, officials=(*people.officials, made), institutions=people.institutions)
    return People(entities=people.entities, officials=people.officials, institutions=(*people.institutions, made))
