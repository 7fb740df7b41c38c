"""Stage parsing, part stance: what each stop of a climb adds. In: a `Walk` and a node. Out: the walk, one stop further.

A stop may open a step by its own stance word or by one beside it, give the verb its form, and add negations.
"""

from __future__ import annotations

from dashboard.parsing.complements import mark_beside
from dashboard.parsing.forces import words
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.marks import Mark
from dashboard.parsing.steps import JUDGEMENTS, Walk
from dashboard.parsing.tree import Tree
from dashboard.parsing.verb_forms import form_of


def visit(walk: Walk, node: int) -> None:
    """Take in what one node on the path adds: a mark, a complement with a mark, a form, negations."""
    tree, climb, first = walk.tree, walk.climb, node == walk.event.head
    mark = walk.marks.get(node)
    light = tree.lemma[node] in grammar("light")
    happens = tree.lemma[node] in grammar("happen") or (
        tree.lemma[node] in grammar("raising") and any(k in walk.path for k in tree.kids(node, "xcomp"))
    )
    if mark and mark.kind == "CONSIDER" and _deems(walk, node):
        mark, light = None, True
    if mark and mark.kind == "CALL" and _asked(walk, node):
        climb.question, mark = True, None
    if mark and ((mark.kind == "CALL" and climb.question) or (first and not _opens(walk, mark))):
        mark = None
    if mark:
        walk.open(mark)
    found = None if first or (mark and (mark.kind != "CLAIM" or not light)) else _open_beside(walk, node)
    _degree(walk, node)
    if (first and walk.event.kind != "zero") or (happens and not found) or (mark and mark.kind == "NOT"):
        _take_form(walk, node)
    if not (first and walk.event.nominal) and (first or mark or found or light or _aside(walk, node)):
        walk.step.negations += walk.denials(node)
        if walk.step.kind in ("PLAN", "CONSIDER") and any(
            walk.marks[k].kind == "NEVER" for k in tree.children[node] if k in walk.marks
        ):
            walk.step.kind, walk.step.negations = "REJECT", walk.step.negations - 1
    if not (first or mark or found or climb.finite) and walk.step.kind == "":
        verb = tree.tag[node].startswith("V") and tree.lemma[node] not in words("send")
        climb.lost = climb.lost or (verb and not light)
    if walk.step.kind in ("DECIDE", "CONSIDER") and node in (*walk.step.tokens, tree.head[walk.step.tokens[0]]):
        _later(walk, node)
    climb.for_now = climb.for_now or _now(walk, node)
    climb.unsaid = climb.unsaid or _partial(tree, node)
    climb.seen.append(node)


def _deems(walk: Walk, node: int) -> bool:
    """'considers it too early', 'is considered a target': the verb adds nothing to the judgement beside it."""
    if walk.tree.lemma[node] not in grammar("deem"):
        return False
    if len(walk.climb.steps) > 1 and walk.step.kind in JUDGEMENTS:
        return True
    beside = mark_beside(walk.tree, node, walk.path, walk.marks, clauses=False)
    return beside is not None and beside[0].kind in JUDGEMENTS


def _asked(walk: Walk, node: int) -> bool:
    """'was asked about soldiers' asks the question, 'asked for soldiers' calls for them."""
    about = any(walk.tree.lower[k] == "about" for k in walk.tree.kids(node, "prep"))
    return walk.tree.lemma[node] in grammar("ask") and (about or bool(walk.tree.kids(node, "auxpass")))


def _opens(walk: Walk, mark: Mark) -> bool:
    """Whether the event's own word is a stance as well: 'promised medics', 'want boots'."""
    return walk.event.kind == "zero" or (
        walk.event.kind == "send"
        and mark.kind in ("COMMIT", "REJECT", "NEED", "CALL", "READY")
        and walk.tree.lemma[mark.head] not in words("send_strong")
    )


def _open_beside(walk: Walk, node: int) -> Mark | None:
    """Open the stance word among the complements of a verb, with the negations of its own phrase."""
    found = mark_beside(walk.tree, node, walk.path, walk.marks, clauses=walk.climb.supposed)
    if not found:
        return None
    mark, turned = found
    walk.open(mark)
    walk.step.negations += turned + (walk.denials(mark.head) if mark.head != node else 0)
    return mark


def _degree(walk: Walk, node: int) -> None:
    """'too small to send' refuses, 'strong enough to send' would be able to."""
    tree = walk.tree
    adjectives = [k for k in (node, *tree.kids(node, "acomp")) if tree.tag[k].startswith(("JJ", "RB"))]
    infinitive = any(k in walk.path and tree.dep[k] in ("xcomp", "advcl", "ccomp", "acl") for k in tree.children[node])
    for adjective in adjectives if infinitive else ():
        degrees = {tree.lower[k] for k in tree.kids(adjective, "advmod")}
        walk.climb.unsaid = walk.climb.unsaid or (tree.lower[adjective] == "late" and "too" in degrees)
        if degrees & {"too", "enough"} and walk.step.kind not in ("UNSURE", "REJECT", "POSSIBLE"):
            kind = "REJECT" if "too" in degrees else "POSSIBLE"
            walk.open(Mark(kind, adjective, (adjective,), " ".join(sorted(degrees))))


def _take_form(walk: Walk, node: int) -> None:
    form = form_of(walk.tree, node)
    duty = walk.tree.lemma[node] == "have" and any(k in walk.path for k in walk.tree.kids(node, "xcomp"))
    if form == "present" and duty and walk.denials(node) % 2:
        form = "need"  # "do not have to go"
    if form in ("present", "past") and (walk.event.kind in ("anaphor", "zero") or node != walk.event.head):
        return
    if form == "present" and _decides(walk, node):
        form = "going"
    if form == "present" and _over(walk.tree, node):
        form = "over"
    if form and not walk.climb.finite and len(walk.climb.steps) == 1:
        walk.step.kind = form
        walk.climb.finite = True


def _decides(walk: Walk, node: int) -> bool:
    """Whether a plain present tells a decision ('Oslo sends medics') rather than a state ('medics are there')."""
    tree = walk.tree
    plain = tree.tag[node] in ("VBZ", "VBP") and not tree.kids(node, "aux", "auxpass")
    return plain and walk.event.kind == "send" and tree.lemma[node] in words("send_strong") and node == walk.event.head


def _over(tree: Tree, node: int) -> bool:
    """Whether a past tense is one: 'were never there', 'were there until 2022'; not in 'said that they were there'."""
    if tree.lower[node] not in ("was", "were"):
        return False
    past = [n for k in tree.kids(node, "prep") if tree.lower[k] in ("until", "till", "in") for n in tree.below(k)]
    dated = any(tree.tag[n] == "CD" and len(tree.word[n]) == len("2022") for n in past)
    return dated or any(tree.lower[k] == "never" for k in tree.kids(node, "neg", "advmod"))


def _aside(walk: Walk, node: int) -> bool:
    """Whether a verb without a stance of its own still carries the negation: it is not finite, or no verb."""
    return walk.climb.steps[0] is walk.step or not walk.tree.tag[node].startswith("V")


def _later(walk: Walk, node: int) -> None:
    """'will decide', 'any decision would depend on': still to come; 'I do not discuss it': no answer."""
    aux = {walk.tree.lower[k] for k in walk.tree.kids(node, "aux")}
    if walk.step.kind == "CONSIDER":
        if walk.tree.lemma[node] in grammar("talk") and aux & grammar("refusing") and walk.denials(node):
            walk.step.kind, walk.step.negations = "SILENT", 0
        return
    if aux & grammar("later") and "have" not in {walk.tree.lemma[k] for k in walk.tree.kids(node, "aux")}:
        walk.step.kind = "DECIDE_LATER"


def _now(walk: Walk, node: int) -> bool:
    """Whether 'for now', 'at present' stands beside a verb."""
    beside = [k for k in walk.tree.children[node] if walk.tree.dep[k] in ("prep", "advmod", "npadvmod", "pcomp")]
    return any(
        " ".join(walk.tree.lower[k : k + size]) in grammar("for_now") for k in beside for size in (1, 2, 3)
    ) and not any(walk.tree.lower[k - 1] in ("not", "even") for k in beside)


def _partial(tree: Tree, token: int) -> bool:
    """Whether 'not every ally', 'not all of us' stands at the verb: that says nothing of anyone."""
    subjects = [token, *tree.kids(token, "nsubj", "nsubjpass")]
    near = [k for node in subjects for k in tree.children[node]] + subjects
    return any(
        tree.lower[k] == "not" and k + 1 < len(tree.word) and tree.lower[k + 1] in ("every", "all", "everyone")
        for k in near
    )
