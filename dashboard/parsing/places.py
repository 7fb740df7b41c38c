"""Stage 1, parsing: places that stand for states and bodies. In: words. Out: entity codes.

"Warsaw", "the Élysée", "Poland's", "Poles", "the alliance" name the state or body that acts.
"""

from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import load


def entity_of(text: str) -> str | None:
    """The entity that a noun phrase names, `POL` for "Warsaw" or "the Polish army"; None where it names none.

    States outside entities.csv that news names often give their ISO 3166-1 alpha-3 code.
    """
    for item in label(text):
        if item.kind == "place":
            return item.value
        if item.kind == "named":
            return str(load("titles")["named_bodies"][item.value]["entity"])
    return None


def adjective_of(code: str) -> str:
    """The word that goes before an institution: `Polish` for POL, `UK` for GBR; the code for unknown ones."""
    short = load("places")["short"].get(code)
    if short:
        return str(short)
    for part in ("entities", "others"):
        entry = load("places")[part].get(code)
        if entry and entry["adjectives"]:
            return str(entry["adjectives"][0])
    return code
