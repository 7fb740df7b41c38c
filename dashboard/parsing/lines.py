"""Stage 1, parsing: what a line of an interview tells by itself: whether it asks, speaks to somebody, or is quoted.

In: the text of a paragraph. Out: yes or no, and the line without its quotations.
"""

from dashboard.parsing.paragraph import Paragraph, bare, words


def line_of(text: str, paragraph: Paragraph) -> str:
    """The words of a paragraph, its label and dateline included."""
    return text[paragraph.start : paragraph.end]


def name_of(text: str, paragraph: Paragraph) -> str:
    """The label of a paragraph without what stands in brackets; empty where it has none."""
    return bare(text[slice(*paragraph.label)]) if paragraph.label else ""


def asks(line: str) -> bool:
    """Whether a paragraph is a question; one with quotation marks only if it speaks to a "you"."""
    return line.endswith("?") and ('"' not in line or (line[0] != '"' and addresses(line)))


def addresses(line: str) -> bool:
    """Whether a paragraph speaks to somebody and not of whoever speaks, quotations left out."""
    told = outside(line)
    return bool(words()["addressed"].search(told)) and not words()["own_voice"].search(told)


def is_own(line: str) -> bool:
    """Whether a paragraph speaks of whoever speaks and to nobody, quotations left out."""
    told = outside(line)
    return bool(words()["own_voice"].search(told)) and not words()["addressed"].search(told)


def outside(line: str) -> str:
    """A paragraph without its quotations."""
    return " ".join(line.split('"')[::2])


def spoken(line: str) -> str:
    """An answer without what it quotes."""
    return line.strip('"') if is_quotation(line) else outside(line)


def is_quotation(line: str) -> bool:
    """Whether a paragraph is one quotation, with or without others inside: "They say "no" to it."."""
    inside = line[1:-1]
    first = inside.find('"')
    nested = inside.count('"') % 2 == 0 and (first <= 0 or inside[first - 1].isspace())
    return len(line) > 1 and line.startswith('"') and line.endswith('"') and nested
