"""Stage parsing, part stance: the form in which a verb stands. In: a `Tree` and a verb. Out: 'will', 'past', ...

A form is the innermost step of a climb: 'will send', 'would have sent', 'are going'.
"""

from __future__ import annotations

from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.tree import Tree


def form_of(tree: Tree, token: int) -> str:
    """Give the form of a verb: will, would, can, may, should, going, present, past, unreal; '' if not finite."""
    tag, beside = tree.tag[token], tree.kids(token, "aux", "auxpass")
    aux, lemmas = [tree.lower[k] for k in beside], [tree.lemma[k] for k in beside]
    forms: dict[str, str] = load("grammar")["forms"]
    modal = next((forms[a] for a in aux if a in forms), "")
    if modal:
        return "unreal" if "have" in lemmas and tag in ("VBN", "VBD") else modal
    if "have" in lemmas:
        return "past"
    if tag == "MD":
        return forms.get(tree.lower[token], "")
    if tag == "VBG":
        return "going" if "be" in lemmas else ""
    if "to" in aux:
        return ""
    if tag == "VBN":
        return "present" if any(a in ("is", "are", "'re") for a in aux) else ("past" if "be" in lemmas else "")
    if tag == "VBD":
        return "present" if tree.lemma[token] == "be" else "past"
    small = tag == "VBP" and tree.lemma[tree.head[token]] in grammar("causing") and not tree.kids(token, "mark")
    return "present" if (tag in ("VBP", "VBZ") and not small) or "do" in lemmas else ""
