"""Stage 1, parsing: names of persons, and whose in the record they are. In: a name. Out: rows of officials, a gender.

Officials of the record are recognised, also when misspelt a little, or with the surname first.
"""

from collections import defaultdict
from functools import lru_cache

from rapidfuzz import fuzz

from dashboard.dataset.people import Official
from dashboard.parsing.labels import label, officials
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.posts import family

SIMILAR = 88.0  # rapidfuzz ratio of folded full names from which a spelling counts as that name
_HEADS = frozenset(("head_of_state", "head_of_government"))
_MINISTERS = frozenset(("defence", "foreign", "military"))


@lru_cache(maxsize=2000)
def gender_of(name: str) -> str:
    """What a given name tells: `f`, `m` or nothing."""
    lists = load("given_names")
    for word in name.split()[:-1] or []:
        given = fold(word).replace(" ", "-")
        female, male = given in lists["female"], given in lists["male"]
        if female != male:
            return "f" if female else "m"
    return ""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Official, ...]]:
    found: dict[str, list[Official]] = defaultdict(list)
    for official in officials():
        for name in {fold(official.name), *(fold(alias) for alias in official.aliases)}:
            found[name].append(official)
    return {name: tuple(rows) for name, rows in found.items()}


@lru_cache(maxsize=5000)
def officials_named(name: str) -> tuple[tuple[Official, ...], bool]:
    """Rows of the record under a name of two or more words, and whether it had to be taken for a misspelling."""
    folded = fold(name)
    known = _by_name()
    words = folded.split()
    if folded in known and len(words) > 1:
        return known[folded], False
    if len(words) < 2:
        return (), False
    if turned(folded) in known:
        return known[turned(folded)], False
    best, rows = 0.0, tuple[Official, ...]()
    for full, candidates in known.items():
        parts = full.split()
        if len(parts) < 2 or parts[-1][0] != words[-1][0]:
            continue
        score = fuzz.ratio(folded, full)
        if parts[-1] == words[-1] and same_given(parts[0], words[0]):
            score = max(score, SIMILAR)
        if score > best and same_given(parts[0], words[0]) and fuzz.ratio(parts[-1], words[-1]) >= 75:
            best, rows = score, candidates
    return (rows, best < 99) if best >= SIMILAR else ((), False)


def turned(name: str) -> str:
    """A name with its surname first, as in lists and in Hungarian, the other way round: "Orbán Viktor"."""
    first, _, rest = name.partition(" ")
    return f"{rest} {first}" if rest else name


def same_given(left: str, right: str) -> bool:
    """Whether two given names may be one: an initial, or spelt much alike."""
    left, right = left.strip("."), right.strip(".")
    return left[0] == right[0] and (min(len(left), len(right)) <= 2 or fuzz.ratio(left, right) >= 60)


def officials_with_surname(surname: str) -> tuple[Official, ...]:
    """Rows whose surname or other alias this is."""
    return _by_name().get(fold(surname), ())


def officials_knighted(given: str) -> tuple[Official, ...]:
    """Officials who bear such a title, by their folded given name: "Sir Keir"; a "Sir John" is not any John."""
    knighted = load("titles")["knighted"]
    return tuple(row for row in officials() if row.name in knighted and fold(row.name).split()[0] == given)


def known_alone(name: str) -> bool:
    """Whether a surname is that of one person of the record alone."""
    rows = officials_with_surname(name)
    return bool(rows) and len({row.name for row in rows}) == 1


@lru_cache(maxsize=1)
def _by_last_word() -> dict[str, list[Official]]:
    found: dict[str, list[Official]] = defaultdict(list)
    for official in officials():
        found[fold(official.name).split()[-1]].append(official)
    return found


def bearers(surname: str) -> tuple[Official, ...]:
    """Rows of the one official who bears a surname, also where it alone means nobody; none where two bear it."""
    rows = _by_last_word().get(fold(surname), [])
    return tuple(rows) if len({row.name for row in rows}) == 1 else ()


@lru_cache(maxsize=500)
def roles_of_office(office: str) -> frozenset[str]:
    """The posts that an office of the record amounts to: `Minister of Foreign Affairs and Defence` is two."""
    found = {family(item.value) for item in label(office) if item.kind == "role"}
    if "and Defence" in office:
        found.add("defence")
    return frozenset(found)


def posts_of(row: Official, *, deputy: bool = False) -> frozenset[str]:
    """The posts a person holds by an office: an adviser to the president, or a spokesperson, is none of these."""
    posts = roles_of_office(row.office)
    if row.office.startswith(("Deputy", "Vice")) and not deputy:
        return posts - _HEADS - _MINISTERS
    if row.authority != "head":
        posts -= _HEADS
    return posts - _MINISTERS if row.authority in ("spokesperson", "other") else posts
