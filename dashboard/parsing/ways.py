"""Stage parsing, part stance: where a climb goes on. In: a `Walk` and the node it stands at. Out: the next node, or -1.

What it leaves decides: from an if-clause on the deployment is supposed, from 'although' on it is conceded.
"""

from __future__ import annotations

from dashboard.parsing.lexicon import grammar
from dashboard.parsing.marks import Mark
from dashboard.parsing.steps import Walk
from dashboard.parsing.tree import Tree
from dashboard.parsing.verb_forms import form_of


def leave(walk: Walk, node: int) -> int:
    """Give the next node up, or -1 where the climb ends."""
    tree = walk.tree
    label, parent = tree.dep[node], tree.head[node]
    if parent == node or parent not in walk.limit:
        return -1
    if _instead(walk, node):
        return _leave_contrast(walk, parent)
    connective = (
        _connective(tree, node) if label in ("advcl", "ccomp", "pcomp", "acl", "relcl", "csubj", "xcomp") else ""
    )
    if connective == "whether" or (connective == "if" and label == "ccomp"):
        walk.climb.question = True
    elif label == "advcl" and tree.lower[node] not in grammar("contrary"):
        return _leave_clause(walk, node, parent, connective)
    if label == "relcl" and not _appositive(tree, node) and (walk.climb.finite or len(walk.climb.steps) > 1):
        return _leave_relative(walk, parent)
    if label in ("advcl", "prep", "amod") and tree.lower[node] in grammar("contrary"):
        walk.climb.unsaid = True
        return -1
    if label == "prep" and tree.lower[node] in grammar("background_prepositions") and walk.step.kind == "":
        walk.climb.lost = True
    if label == "ccomp" and node < parent and not _governs(walk, parent):
        return -1
    if label == "conj":
        return _leave_conjunct(walk, node, parent)
    return parent


def _appositive(tree: Tree, clause: int) -> bool:
    """Whether a clause says what its noun is, not which: 'the fact that', 'no reason why', 'no reason to'."""
    linked = any(tree.lower[k] == "that" for k in tree.kids(clause, "mark"))
    noun = tree.head[clause]
    return linked or (
        tree.lemma[noun] in grammar("causes")
        and any(tree.lower[k] in ("to", "why") for k in tree.kids(clause, "aux", "advmod"))
    )


def _instead(walk: Walk, node: int) -> bool:
    """Whether 'instead of', 'rather than' stands at a node or right under it."""
    return any(
        k in walk.marks and walk.marks[k].phrase in grammar("instead") for k in (node, *walk.tree.children[node])
    )


def _leave_contrast(walk: Walk, parent: int) -> int:
    """'Instead of sending soldiers we will send shells': of the main clause it has the form, and never what it says."""
    form = form_of(walk.tree, parent)
    if form in ("will", "would") and len(walk.climb.steps) == 1 and not walk.climb.finite:
        walk.step.kind, walk.step.negations, walk.climb.finite = form, 1, True
    else:
        walk.climb.lost = True
    return -1


def _leave_clause(walk: Walk, node: int, parent: int, connective: str) -> int:
    """From an adverbial clause on: what it says of the event is supposed, conceded, a reason or mere background."""
    if connective in grammar("if") or _inverted(walk.tree, node):
        walk.climb.supposed = True
        walk.climb.held = len(walk.climb.steps)
        return parent
    if connective in grammar("although"):
        walk.climb.conceded = True
        return -1
    if connective in grammar("because"):
        walk.climb.because = True
        return -1
    if connective in grammar("time"):
        return _leave_time(walk, parent)
    if walk.tree.lemma[node] in grammar("ask") or walk.tree.tag[node] == "VB":
        return parent
    return -1 if walk.climb.finite or len(walk.climb.steps) > 1 else parent


def _leave_time(walk: Walk, parent: int) -> int:
    """'Parliament must agree before troops go': the decision is the stance; else such a clause states nothing."""
    deciding = walk.marks.get(parent)
    due = any(walk.tree.lower[k] in ("must", "need", "has", "have") for k in walk.tree.kids(parent, "aux"))
    if due and not deciding:
        deciding = Mark("DECIDE", parent, (parent,), walk.tree.lemma[parent])
    if deciding and deciding.kind in ("DECIDE", "COMMIT", "CALL", "NEED") and len(walk.climb.steps) == 1:
        walk.open(Mark("DECIDE_LATER", deciding.head, deciding.tokens, deciding.phrase))
    else:
        walk.climb.lost, walk.climb.steps[0].kind = True, ""
    return -1


def _leave_relative(walk: Walk, noun: int) -> int:
    """'supports those countries that are ready', 'disagrees with those who want': others are judged."""
    if walk.tree.lemma[noun] not in grammar("members") | grammar("whoever"):
        return -1
    governor = walk.tree.head[noun]
    governor = walk.tree.head[governor] if walk.tree.dep[governor] == "prep" else governor
    mark = next((m for m in walk.marks.values() if governor in m.tokens), None)
    if (
        mark
        and mark.kind in ("REJECT", "FAVOUR", "OPPOSE", "WARY", "ACCEPTS")
        and walk.tree.dep[noun] in ("dobj", "pobj")
    ):
        walk.open(mark)
        walk.step.negations += walk.denials(mark.head)
    return -1


def _leave_conjunct(walk: Walk, node: int, parent: int) -> int:
    """From 'and refuse to send' on: the first conjunct's own words are passed over, its form may be shared."""
    tree = walk.tree
    while tree.dep[parent] == "conj" and tree.head[parent] in walk.limit:
        parent = tree.head[parent]
    shared = walk.marks.get(parent)
    if shared and shared.kind == "REJECT" and walk.marks.get(node) and not tree.kids(parent, "dobj", "xcomp", "ccomp"):
        walk.open(shared)
        walk.step.negations = walk.denials(parent)
        walk.climb.steps.pop(-2)
    if shared and node in shared.tokens:
        walk.open(shared)
    own = any(tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in tree.children[node])
    if tree.tag[node] == "VB" and not own:
        form = form_of(tree, parent)
        if len(walk.climb.steps) == 1 and not walk.climb.finite and form:
            walk.step.kind, walk.climb.finite = form, True
        if not shared and any(tree.lower[k] in ("or", "nor", "neither") for k in tree.children[parent]):
            walk.step.negations += walk.denials(parent)
    up = tree.head[parent]
    if up == parent or up not in walk.limit:
        return -1
    walk.path.add(parent)
    return up


def _governs(walk: Walk, parent: int) -> bool:
    """Whether a verb after a clause takes it as its content ('..., he said'), not just follows it."""
    mark = walk.marks.get(parent)
    return mark is not None and mark.kind in ("CLAIM", "COMMIT", "DENY", "SILENT", "DECIDE", "CALL", "OPPOSE")


def _connective(tree: Tree, clause: int) -> str:
    return next((tree.lower[k] for k in tree.children[clause] if tree.dep[k] in ("mark", "advmod") and k < clause), "")


def _inverted(tree: Tree, clause: int) -> bool:
    """'Had we sent', 'Should Kyiv ask', 'Were there a truce': an auxiliary before the subject makes an if-clause."""
    first = min([clause, *tree.children[clause]])
    return tree.lower[first] in ("had", "should", "were") and (first == clause or tree.dep[first].startswith("aux"))
