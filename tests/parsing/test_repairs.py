"""Repairs of the model's trees: whatever it makes of a sentence, what comes out is a tree. All texts are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.parsing.model import parse_texts
from dashboard.parsing.repairs import repair
from dashboard.parsing.tree import Tree, tree_of

WORDS = [
    *("be", "not", "nor", "neither", "but", "will", "rule", "soldier", "no", "last", "one", "of", "something", "what"),
    *("nothing", "anything", "never", "less", "likely", "combat", "troop", ":", ",", "and", "to", "send", "opposition"),
]
LABELS = [
    *(
        "nsubj",
        "aux",
        "neg",
        "ccomp",
        "relcl",
        "acl",
        "advcl",
        "attr",
        "acomp",
        "xcomp",
        "dobj",
        "prep",
        "pobj",
        "conj",
    ),
    *("cc", "advmod", "csubj", "nsubjpass", "auxpass", "det", "amod", "compound", "punct", "parataxis", "dep", "appos"),
]
TAGS = ["NN", "NNS", "NNP", "VB", "VBD", "VBZ", "VBN", "VBG", "MD", "JJ", "RB", "IN", "CC", "DT", "WP", "PRP", ":", ","]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any tree that a model may make of any words: a token hangs on one drawn before it, the first on none."""
    order = draw(st.permutations(range(draw(st.integers(2, 9)))))
    head = [0] * len(order)
    head[order[0]] = order[0]
    for place, token in enumerate(order[1:], 1):
        head[token] = draw(st.sampled_from(order[:place]))
    words = [draw(st.sampled_from(WORDS)) for _ in order]
    labels = ["ROOT" if head[token] == token else draw(st.sampled_from(LABELS)) for token in range(len(order))]
    tags = [draw(st.sampled_from(TAGS)) for _ in order]
    starts = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    return Tree(" ".join(words), words, words[:], words[:], tags, labels, head, starts, [0] * len(words))


def leads_up(tree: Tree, token: int) -> bool:
    for _ in tree.head:
        token = tree.head[token]
    return tree.head[token] == token


@given(tree=trees())
def test_what_is_repaired_is_a_tree(tree: Tree) -> None:
    repair(tree)
    assert all(leads_up(tree, token) for token in range(len(tree.word)))


def test_a_negation_on_which_the_model_hangs_its_verb_makes_no_circle() -> None:
    text = '"Georgia won\'t back down and neither will the United States," John Doe told them.'
    tree = tree_of(next(iter(parse_texts([text]))))
    neither = tree.lower.index("neither")
    assert all(leads_up(tree, token) for token in range(len(tree.word)))
    assert (tree.dep[neither], tree.head[neither]) == ("neg", neither + 1)
