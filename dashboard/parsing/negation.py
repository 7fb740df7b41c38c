"""Stage parsing, part stance: how many negations fall on a word.

In: a `Tree`, a token, what to leave out, and the marks of the text; out: a count, whose parity is the polarity.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from dashboard.parsing.lexicon import grammar
from dashboard.parsing.marks import Mark
from dashboard.parsing.tree import Tree

WORDS = grammar("negations")
PLACES = frozenset({"neg", "det", "advmod", "preconj", "cc", "predet", "intj", "dep"})
"""Labels under which a negative word denies what it hangs on."""
ADVERBIAL = frozenset({"prep", "advmod", "npadvmod", "intj", "neg", "advcl", "dep", "tmod"})
"""Labels under which a negative phrase does: 'under no circumstances', 'at no point', 'far from'."""
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
EMPTY = grammar("empty")


def _word(tree: Tree, child: int) -> bool:
    """'not', 'never', 'no', and what a repair makes one ('the last to'); 'neither' and 'nor' only where they are no
    mere link to a later part."""
    lower, label = tree.lower[child], tree.dep[child]
    if lower == "yet" and tree.lower[child + 1 : child + 2] == ["to"]:
        return True
    if (lower not in WORDS and label != "neg") or label not in PLACES or child in tree.idle:
        return False
    linking = lower in ("neither", "nor") and label == "cc"
    return not (linking and (child > tree.head[child] or bool(tree.kids(child, "conj"))))


def _no_longer(tree: Tree, child: int) -> bool:
    return (
        tree.dep[child] == "advmod"
        and tree.lower[child] in ("longer", "more")
        and any(tree.lower[k] == "no" for k in tree.children[child])
    )


def _empty(tree: Tree, child: int, skip: Container[int], path: Container[int]) -> bool:
    """'nobody', 'none of us', 'no ally'; but 'none but volunteers' denies nothing."""
    if tree.dep[child] not in ARGUMENTS or any(k in path for k in tree.kids(child, "conj")):
        return False
    if tree.lower[child] in EMPTY:
        return not any(tree.lower[k] in ("but", "except") for k in tree.children[child])
    return any(
        tree.lower[k] in ("no", "neither") and tree.dep[k] in ("det", "neg") and k not in skip and k not in tree.idle
        for k in tree.children[child]
    )


def negations(tree: Tree, token: int, skip: Container[int], path: Container[int], marks: Mapping[int, Mark]) -> int:
    """The negations of a word: 'not', 'no plans', 'no longer', 'nobody' as subject, 'under no circumstances'."""
    count = 0
    for child in tree.children[token]:
        if child in skip or child in path:
            continue
        mark = marks.get(child)
        if mark and mark.kind == "NEVER" and tree.dep[child] in ADVERBIAL:
            count += 1
        else:
            count += _word(tree, child) or _no_longer(tree, child) or _empty(tree, child, skip, path)
    return count
