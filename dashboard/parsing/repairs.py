"""Stage parsing, part stance: undoes what hides the plain order of a clause, and common slips of the model.

In: the lists of a `Tree` (word, lower, lemma, tag, dep, head); out: the same lists, changed in place. 'What we will not
do is send soldiers' becomes 'we will not send soldiers', 'send not soldiers but shells' gets its 'not' at 'soldiers'.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.model import FINITE

if TYPE_CHECKING:
    from dashboard.parsing.tree import Tree


PHRASES = frozenset({"dobj", "attr", "dative", "xcomp", "prep", "pobj", "conj", "appos", "dep"})
"""Labels of what a 'not' may deny by itself."""


@cache
def _stance_nouns() -> frozenset[str]:
    """Nouns of the stance lexicon, alone or before 'to', 'for', 'of': 'opposition to'."""
    return frozenset(
        phrase.split()[0].partition("/")[0]
        for entry in load("stance")["classes"].values()
        for phrase in entry["phrases"]
        if len(phrase.split()) == 1 or phrase.split()[1] in ("to", "for", "of", "in")
    )


def _kids(tree: Tree, token: int, *labels: str) -> list[int]:
    return [
        k for k, head in enumerate(tree.head) if head == token and k != token and (not labels or tree.dep[k] in labels)
    ]


def _move(tree: Tree, token: int, head: int, dep: str) -> None:
    tree.head[token], tree.dep[token] = head, dep


def _replace(tree: Tree, old: int, new: int) -> None:
    """Let `new` take the place of `old` in the tree; `old` and its other dependents hang on it."""
    root = tree.head[old] == old
    _move(tree, new, new if root else tree.head[old], tree.dep[old])
    for child in _kids(tree, old):
        tree.head[child] = new
    _move(tree, old, new, "cop")


def modifiers(tree: Tree) -> None:
    """Make 'combat' in 'but not combat troops' the modifier that it is; the noun takes its place in the tree."""
    for verb in range(len(tree.word) - 1):
        noun = verb + 1
        if (
            tree.lower[verb] in grammar("force_modifiers")
            and tree.head[noun] == verb
            and tree.lemma[noun] in grammar("force_heads")
        ):
            _replace(tree, verb, noun)
            tree.dep[verb], tree.tag[verb] = "compound", "NN"


def constituent_not(tree: Tree) -> None:
    """'send not soldiers but shells', 'shells, not soldiers': a 'not' behind its head belongs to what follows it."""
    for token, word in enumerate(tree.lower):
        head = tree.head[token]
        if word != "not" or tree.dep[token] != "neg" or token < head or tree.tag[head] == "MD":
            continue
        if (
            tree.tag[head].startswith("V")
            and tree.lemma[head] in grammar("helpers")
            and "but" not in tree.lower[token : token + 7]
        ):
            continue
        right = [k for k in _kids(tree, head) if k > token and tree.dep[k] in PHRASES]
        if right:
            _move(tree, token, right[0], "neg")


def contrasted_phrases(tree: Tree) -> None:
    """'not sending them out of fear but out of duty', 'not as A but as B': the 'not' denies the first phrase alone."""
    for token, word in enumerate(tree.lower):
        verb = tree.head[token]
        if word not in ("not", "n't") or tree.dep[token] != "neg" or not tree.tag[verb].startswith("V"):
            continue
        for phrase in _kids(tree, verb, "prep"):
            twins = [k for k in _kids(tree, phrase, "conj") if tree.lower[k] == tree.lower[phrase]]
            if twins and any(tree.lower[k] == "but" for k in _kids(tree, phrase, "cc")):
                _move(tree, token, phrase, "neg")


def stance_nouns(tree: Tree) -> None:
    """'announced his opposition to sending': the preposition belongs to the noun before it."""
    for token in range(1, len(tree.word)):
        noun = token - 1
        if (
            tree.dep[token] in ("prep", "dative")
            and tree.head[token] == tree.head[noun]
            and tree.dep[noun] in ("dobj", "nsubj", "attr", "pobj")
            and tree.lemma[noun] in _stance_nouns()
        ):
            _move(tree, token, noun, "prep")


def _cleft_verb(tree: Tree, copula: int) -> tuple[int, int] | None:
    """The top and the lowest verb of a cleft's subject: 'What Finland is going to do', 'The last thing we will do'."""
    for clause in _kids(tree, copula, "csubj", "nsubj", "ccomp", "nsubjpass"):
        if clause > copula:
            continue
        if tree.tag[clause].startswith(("V", "MD")):
            wh = [k for k in range(copula) if tree.lower[k] == "what" and k < clause]
            if not wh:
                continue
            lowest = tree.head[wh[-1]]
            return clause, (lowest if tree.tag[lowest].startswith("V") and lowest < copula else clause)
        if tree.lower[clause] in grammar("cleft_nouns"):
            for top in _kids(tree, clause, "relcl", "acl"):
                return clause, _last_verb(tree, top, copula)
    return None


def _last_verb(tree: Tree, top: int, stop: int) -> int:
    below = [k for k in _kids(tree, top, "xcomp") if k < stop]
    return _last_verb(tree, below[0], stop) if below else top


def clefts(tree: Tree) -> None:
    """Put what stands after 'is' back where the subject clause lacks it."""
    for copula in range(len(tree.word)):
        if tree.lemma[copula] != "be" or not tree.tag[copula].startswith("V"):
            continue
        focus = copula
        if tree.dep[copula] in ("aux", "auxpass"):
            focus = tree.head[copula]
            found = _cleft_verb(tree, focus) if focus > copula else None
        else:
            found = _cleft_verb(tree, copula)
            rest = [k for k in _kids(tree, copula, "xcomp", "ccomp", "attr", "advcl", "dobj", "acomp") if k > copula]
            focus = rest[0] if rest else -1
        if found and focus >= 0:
            _straighten(tree, copula, focus, *found)


def _straighten(tree: Tree, copula: int, focus: int, subject: int, verb: int) -> None:
    top = subject
    if not tree.tag[subject].startswith(("V", "MD")):
        top = next(iter(_kids(tree, subject, "relcl", "acl")))
    holder = focus if tree.dep[copula] in ("aux", "auxpass") else copula
    root = tree.head[holder] == holder
    place = (top if root else tree.head[holder], tree.dep[holder])
    for child in _kids(tree, holder):
        if child not in (subject, focus) and (holder == copula or child < focus):
            tree.head[child] = focus if tree.dep[child] == "neg" else top
    if subject != top:
        _move(tree, subject, top, "advmod")
    _move(tree, top, place[0] if not root else top, place[1])
    _move(tree, copula, top, "cop")
    _move(tree, focus, verb, "xcomp" if tree.tag[focus].startswith("V") else "dobj")


def members(tree: Tree) -> None:
    """'Greece is not one of the countries that are ready': what they do is said, or denied, of Greece."""
    for verb in range(len(tree.word)):
        noun = tree.head[verb]
        if tree.dep[verb] != "relcl" or tree.lemma[noun] not in grammar("members") or tree.dep[noun] != "pobj":
            continue
        prep = tree.head[noun]
        copula = tree.head[tree.head[prep]] if tree.lower[tree.head[prep]] == "one" else tree.head[prep]
        if tree.lower[prep] not in ("of", "among", "amongst") or tree.lemma[copula] != "be" or copula > verb:
            continue
        for own in _kids(tree, verb, "nsubj"):
            if tree.tag[own] in ("WDT", "WP"):
                _move(tree, own, verb, "mark")
        root = tree.head[copula] == copula
        place = (verb if root else tree.head[copula], tree.dep[copula])
        for child in _kids(tree, copula):
            if tree.dep[child] in ("nsubj", "neg", "advmod", "punct", "cc", "conj"):
                tree.head[child] = verb
        _move(tree, verb, *place)
        _move(tree, copula, verb, "cop")


def twin_subjects(tree: Tree) -> None:
    """Make 'NATO' in a headline's 'NATO chief rules out' the modifier that it is, not a second subject."""
    for first in range(len(tree.word) - 1):
        second = first + 1
        both = tree.dep[first] == tree.dep[second] == "nsubj" and tree.head[first] == tree.head[second]
        if both and tree.tag[first] in ("NNP", "NN", "JJ") and tree.tag[second] in ("NN", "NNS", "NNP"):
            _move(tree, first, second, "compound")


def stray_objects(tree: Tree) -> None:
    """'has promised medics, but no infantry, X said': the model makes the second object a subject of 'said'."""
    for noun in range(2, len(tree.word)):
        said = tree.head[noun]
        verb = tree.head[said]
        if tree.dep[noun] != "nsubj" or tree.dep[said] != "conj" or not verb < noun < said:
            continue
        first = min([noun, *_kids(tree, noun, "det", "neg", "amod", "compound", "nummod")])
        subjects = [k for k in _kids(tree, said, "nsubj") if k > noun]
        if tree.lower[first - 1] in ("but", "and", "though") and subjects and "," in tree.word[noun : subjects[0]]:
            _move(tree, noun, verb, "dobj")


def reduced_relatives(tree: Tree) -> None:
    """'The sending of troops, proposed by Paris, is risky': a participle that the model takes for the main verb."""
    for verb in range(len(tree.word)):
        if (
            tree.tag[verb] != "VBN"
            or tree.dep[verb] not in ("ROOT", "ccomp", "conj")
            or _kids(tree, verb, "aux", "auxpass")
        ):
            continue
        subject = [k for k in _kids(tree, verb, "nsubj", "nsubjpass") if k < verb]
        up = verb if tree.head[verb] == verb else tree.head[verb]
        later = [
            k
            for k in range(verb + 1, len(tree.word))
            if tree.head[k] in (verb, up)
            and tree.tag[k] in FINITE
            and tree.dep[k] in ("ccomp", "conj", "dep", "parataxis")
            and not _kids(tree, k, "nsubj", "nsubjpass", "expl", "cc")
        ]
        if subject and later:
            root = tree.head[verb] == verb
            _move(tree, later[0], later[0] if root else tree.head[verb], tree.dep[verb])
            _move(tree, subject[-1], later[0], "nsubj")
            _move(tree, verb, subject[-1], "acl")


def colons(tree: Tree) -> None:
    """'No soldiers: we will send nobody': a noun before a colon is no subject of the verb behind it."""
    for colon, word in enumerate(tree.word):
        if word not in (":", ";"):
            continue
        for token in range(colon):
            verb = tree.head[token]
            if verb > colon and tree.dep[token] == "nsubj" and tree.tag[token].startswith("N"):
                _move(tree, token, token, "ROOT")


def judged_as(tree: Tree) -> None:
    """'sees the proposal as premature': what something is held to be belongs to the verb."""
    for token, word in enumerate(tree.lower):
        noun = tree.head[token]
        if word == "as" and tree.dep[token] == "prep" and tree.dep[noun] == "dobj":
            verb = tree.head[noun]
            if tree.lemma[verb] in grammar("deem"):
                _move(tree, token, verb, "prep")


def inverted(tree: Tree) -> None:
    """'..., nor will we train them': a 'nor' before auxiliary and subject denies the verb behind it."""
    for token in range(len(tree.word) - 2):
        if tree.lower[token] not in ("nor", "neither"):
            continue
        first = token + 1
        verb = tree.head[first] if tree.dep[first] in ("aux", "auxpass") else first
        if tree.tag[first] in FINITE and any(k > first for k in _kids(tree, verb, "nsubj", "nsubjpass", "expl")):
            if tree.head[verb] == token:  # "neither will they", where the model hangs the verb on its negation
                _move(tree, verb, tree.head[token], "conj")
            _move(tree, token, verb, "neg")


def lasts(tree: Tree) -> None:
    """'Spain would be the last (country) to rule it out' is 'Spain would never rule it out'."""
    for verb in range(len(tree.word)):
        if tree.dep[verb] not in ("relcl", "acl", "xcomp") or "to" not in [
            tree.lower[k] for k in _kids(tree, verb, "aux")
        ]:
            continue
        noun = tree.head[verb]
        noun = next(iter(_kids(tree, noun, "attr")), noun)
        copula = tree.head[noun]
        last = "last" in [tree.lower[k] for k in (noun, *_kids(tree, noun, "amod"))]
        if last and tree.dep[noun] == "attr" and tree.lemma[copula] == "be" and noun < verb:
            _replace(tree, copula, verb)
            _move(tree, noun, verb, "neg")


def somethings(tree: Tree) -> None:
    """'That is not something we would do' is 'we would not do that'."""
    for verb in range(len(tree.word)):
        noun = tree.head[verb]
        if tree.dep[verb] == "relcl" and tree.lower[noun] in grammar("cleft_nouns") and tree.dep[noun] == "attr":
            for child in _kids(tree, tree.head[noun], "neg"):
                _move(tree, child, verb, "neg")


def nothings(tree: Tree) -> None:
    """'There is nothing that prevents us', 'nothing to stop us': what the clause says is denied."""
    for verb in range(len(tree.word)):
        noun = tree.head[verb]
        if tree.dep[verb] not in ("relcl", "acl") or tree.lower[noun] not in ("nothing", "nobody") or noun > verb:
            continue
        if tree.dep[noun] == "attr" and _kids(tree, tree.head[noun], "expl"):
            _replace(tree, tree.head[noun], verb)
            _move(tree, noun, verb, "neg")


def anything_but(tree: Tree) -> None:
    """'is anything but excluded' is 'is not excluded'."""
    for token in range(len(tree.word) - 2):
        if tree.lower[token] != "anything" or tree.lower[token + 1] != "but" or tree.dep[token] != "attr":
            continue
        copula, said = tree.head[token], token + 2
        while tree.head[said] > token + 1 and tree.head[said] != said:
            said = tree.head[said]
        if tree.lemma[copula] == "be" and tree.head[said] in (token, token + 1, copula):
            _move(tree, said, copula, "attr" if tree.tag[said].startswith("N") else "acomp")
            _move(tree, token, copula, "neg")
            _move(tree, token + 1, token, "cc")


def misplaced_participles(tree: Tree) -> None:
    """'is by no means excluded': a participle that the model hangs on the noun of the adverb before it."""
    for token in range(2, len(tree.word)):
        noun = token - 1
        if tree.tag[token] not in ("VBN", "JJ") or tree.head[token] != noun or tree.dep[token] not in ("acl", "amod"):
            continue
        if tree.dep[noun] == "pobj" and tree.lower[noun] in ("means", "way", "account"):
            verb = tree.head[tree.head[noun]]
            if tree.lemma[verb] == "be" and verb < noun:
                _move(tree, token, verb, "acomp")


def superlatives(tree: Tree) -> None:
    """'has never been less likely' calls it as unlikely as can be: such a 'never' denies nothing."""
    for token, word in enumerate(tree.lower):
        verb = tree.head[token]
        if word != "never" or tree.lemma[verb] != "be":
            continue
        if any(tree.tag[k] in ("RBR", "JJR") for c in _kids(tree, verb, "acomp") for k in (c, *_kids(tree, c))):
            _move(tree, token, verb, "cop")


def _leads_up(head: list[int]) -> bool:
    """Whether every token hangs, over others, on a root."""
    sound = {token for token, above in enumerate(head) if above == token}
    for first in range(len(head)):
        path, token = set[int](), first
        while token not in sound and token not in path:
            path.add(token)
            token = head[token]
        if token in path:
            return False
        sound |= path
    return True


def _mend(tree: Tree, *repairs: Callable[[Tree], None]) -> None:
    """Repairs, each undone where it would hang a token on itself: no walk up such a tree would end."""
    for mending in repairs:
        head, dep, tag = tree.head[:], tree.dep[:], tree.tag[:]
        mending(tree)
        if tree.head != head and not _leads_up(tree.head):
            tree.head[:], tree.dep[:], tree.tag[:] = head, dep, tag


def repair(tree: Tree) -> None:
    """All repairs, in the order in which they build on each other."""
    _mend(tree, modifiers, twin_subjects)
    if "be" in tree.lemma:
        _mend(tree, clefts, members, lasts, somethings, nothings, anything_but, misplaced_participles, superlatives)
    if "nor" in tree.lower or "neither" in tree.lower:
        _mend(tree, inverted)
    if "not" in tree.lower:
        _mend(tree, constituent_not)
    if "but" in tree.lower:
        _mend(tree, contrasted_phrases)
    _mend(tree, stray_objects, colons, judged_as, stance_nouns, reduced_relatives)
