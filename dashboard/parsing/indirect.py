"""Stage 1, parsing: attributions by clause structure. In: a passage. Out: verb cues with source and content.

"X said that ...", "..., X said", "X vowed to ...", "X described it as ...", "was quoted as saying ...".
"""

from spacy.tokens import Token

from dashboard.parsing import surface
from dashboard.parsing.clauses import is_negated
from dashboard.parsing.contents import content_of, object_of
from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Attribution, Passage, Span, merge_spans
from dashboard.parsing.reporting import constructions, cue_range, is_no_report
from dashboard.parsing.sources import is_empty, likely_source, words_of


def in_passage(passage: Passage, number: int) -> list[Attribution]:
    """Attributions whose cue is a verb of this passage that stands outside quotations."""
    found = []
    for verb in passage.doc:
        if verb.tag_[0] != "V" or verb.dep_ in ("aux", "auxpass", "amod", "compound") or passage.quoted(verb):
            continue
        attribution = _of_verb(passage, number, verb)
        if attribution:
            found.append(attribution)
    return found


def _of_verb(passage: Passage, number: int, verb: Token) -> Attribution | None:
    taken = constructions(verb)
    if not taken or is_no_report(verb):
        return None
    content, rule = content_of(passage, verb, taken)
    source = likely_source(passage, verb)
    if not content and ("clause" in taken or ("attitude" in taken and _ends(passage, verb))):
        found = surface.trailing(passage, verb) or surface.inserted(passage, verb)
        if found:
            content, source, rule = (*found, "parenthetical")
    elif content and rule == "clause" and (around := _around(passage, verb, content)):
        content, source, rule = (*around, "parenthetical")
    elif content and rule == "parenthetical":
        around = surface.inserted(passage, verb)
        more = around[0] if around else surface.after(passage, verb, passage.sentence(verb)[1])
        content = merge_spans([*content, *more])
    if not content:
        content, rule = surface.said_so(passage, verb), "said_so"
    if not content:
        content, rule = object_of(passage, verb, taken), "object"
    if not content or (source is None and rule in ("parenthetical", "object", "said_so")):
        return None
    if source is not None and source.dep_ == "appos" and source.i < verb.i:
        content = surface.up_to(content, passage.position(source.left_edge.nbor(-1)))
    if source is not None and is_empty(source):
        source = None
        if rule != "clause" or verb.tag_ == "VBG":
            return None
    return Attribution(
        passage=number,
        source=words_of(passage, source, verb),
        cue=passage.span(*cue_range(verb)),
        content=content,
        direct=False,
        negated=is_negated(verb),
        rule=rule,
        verb=next(iter(taken.values())),
        source_token=source.i if source is not None else None,
        cue_token=verb.i,
    )


def _around(passage: Passage, verb: Token, content: tuple[Span, ...]) -> tuple[tuple[Span, ...], Token] | None:
    """ "Soldiers, he claimed with a straight face, are there": the words before a verb too."""
    begins = passage.token_at(content[0][0])
    return surface.inserted(passage, verb) if begins.tag_ in FINITE and begins.i > verb.i else None


def _ends(passage: Passage, verb: Token) -> bool:
    """Whether a verb closes its sentence: "It was up to Kyiv, Rutte believes."."""
    return verb.i >= passage.sentence(verb)[1] - 1
