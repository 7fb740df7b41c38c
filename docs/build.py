"""Write the parts of the documents that follow from the data and the code: `python docs/build.py`.

In: `data/`, the command line and docstrings; out: the blocks between `<!-- begin NAME -->` and `<!-- end NAME -->` in
`docs/*.md` and `data/README.md`. All other text is written by hand. A test holds every block to what this gives.
"""

from __future__ import annotations

import ast
import html
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from dashboard.dataset.changelog import as_markdown, load_changelog
from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.selection import PARAMETERS
from dashboard.dataset.store import load_record
from dashboard.output.columns import texts
from dashboard.output.measured import load_measured
from dashboard.output.method import limits as record_limits
from dashboard.output.method import load_agreement
from dashboard.output.package import dictionary
from dashboard.output.queries import FEED_PAGE, LARGEST_PAGE, PAGE, ROUTES

DOCS = Path(__file__).resolve().parent
PARSING = DOCS.parent / "dashboard" / "parsing"
PARTS = {
    "": "Reading an article",
    "stance": "Which position it takes",
    "judge": "The judge",
    "candidates": "Candidates for the record",
}
"""The parts of the parser, by the name that the docstrings of its modules give them; most modules name none."""
PURPOSE = re.compile(r"Stage (?:1, parsing|parsing, part (?P<part>\w+)): (?P<sentence>.+?)\.(?=\s|$)")
BLOCK = re.compile(r"(<!-- begin (?P<name>[\w-]+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def _table(head: list[str], rows: list[list[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def fields(book: Codebook) -> Iterator[str]:
    """The fields of a statement, in the order of the files and the CSV."""
    yield from _table(["Field", "Label", "Meaning"], [[f"`{f.name}`", f.label, f.meaning] for f in book.fields])


def positions(book: Codebook) -> Iterator[str]:
    """The two scales of positions, in order, with their signs and colours."""
    for question in book.codes["question"]:
        yield f"**{question.label}.** {question.definition}"
        yield ""
        rows: list[list[object]] = [
            [p.rank, f"`{p.code}`", p.label, p.glyph, p.definition, f"`{p.example}`"]
            for p in book.positions(question.code)
        ]
        yield from _table(["Rank", "Code", "Label", "Sign", "Take it when the official …", "Example"], rows)
        yield ""


def codes(book: Codebook) -> Iterator[str]:
    """Every other list of codes."""
    for name, listed in book.codes.items():
        if name == "position":
            continue
        yield f"### `{name}`"
        yield ""
        kinds = any(getattr(code, "kind", None) for code in listed)
        rows = [[f"`{c.code}`", c.label, c.definition, *([c.kind] if kinds else [])] for c in listed]
        yield from _table(["Code", "Label", "Meaning", *(["Kind of force"] if kinds else [])], rows)
        yield ""


def commands() -> Iterator[str]:
    """Every command with its arguments and options, as typer documents them."""
    words = [sys.executable, "-m", "typer", "dashboard.__main__", "utils", "docs", "--name", "python -m dashboard"]
    done = subprocess.run(words, cwd=DOCS.parent, capture_output=True, text=True, check=True)
    _, *sections = re.split(r"^## ", html.unescape(done.stdout), flags=re.MULTILINE)
    for section in sections:
        yield f"## {section.strip()}"
        yield ""


def changelog() -> Iterator[str]:
    """The versions of the record, newest first."""
    found = load_changelog()
    if found is not None:
        yield as_markdown(found)


def agreement() -> Iterator[str]:
    """How the record was checked by hand."""
    checked, book = load_agreement(), load_codebook()
    twice, again = checked.coded_twice, checked.looked_up
    yield f"**{twice.statements} statements coded twice.** {twice.how} {twice.note}"
    yield ""
    rows: list[list[object]] = [[book.field(name).label, f"{value:.2f}"] for name, value in twice.fields.items()]
    yield from _table(["Field", twice.measure], rows)
    yield ""
    yield f"**{again.statements} statements looked up again.** {again.how}"
    yield ""
    yield from _table(["What", "Right", "Of"], [[found.what, found.right, found.of] for found in again.found])


def measured() -> Iterator[str]:
    """The parser's figures when it was last measured."""
    found = load_measured()
    yield f"Measured on {found.measured_on}, record {found.version}, parser `{found.parser}`."
    for name, tables in found.sets.items():
        for table in tables:
            yield ""
            yield f"**{table.title}, {name}**"
            yield ""
            yield from _table(list(table.head), [list(row) for row in table.rows])


def limits() -> Iterator[str]:
    """What a reader must know of some statements, and of how many."""
    record = load_record()
    rows = [[what, count] for what, count in record_limits(record).itertuples(index=False)]
    yield from _table(["Statements with", f"Of {len(record.frame)}"], rows)


def rules_in(name: str) -> Iterator[str]:
    """The rules of a file of the lexicon, in words."""
    rules = read_json(DATA / "lexicon" / f"{name}.json")["rules"]
    yield from _table(["Rule", "Meaning"], [[f"`{rule}`", meaning] for rule, meaning in rules.items()])


def stance_rules() -> Iterator[str]:
    """The rules that make a position, with an example and a counter-example each."""
    rules = read_json(DATA / "lexicon" / "position_rules.json")["rules"]
    names = ("meaning", "example", "counter")
    rows: list[list[object]] = [[f"`{rule['id']}`", *(rule.get(name, "") for name in names)] for rule in rules]
    yield from _table(["Rule", "Meaning", "Example", "But not"], rows)


def purpose(module: Path) -> tuple[str, str]:
    """The part of the parser that a module belongs to, and the first sentence of its docstring."""
    text = " ".join((ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").split("\n\n")[0].split())
    match = PURPOSE.match(text)
    if match is None:
        raise ValueError(f"{module.name} must begin with 'Stage 1, parsing: ...' or 'Stage parsing, part ...: ...'")
    return match["part"] or "", match["sentence"]


def modules() -> Iterator[str]:
    """The modules of the parser, a table for each of its parts."""
    found = {path.name: purpose(path) for path in sorted(PARSING.glob("[!_]*.py"))}
    for part, title in PARTS.items():
        yield f"**{title}**"
        yield ""
        rows: list[list[object]] = [[f"`{name}`", said] for name, (of, said) in found.items() if of == part]
        yield from _table(["Module", "What it is about"], rows)
        yield ""


def routes() -> Iterator[str]:
    """The addresses of the API, with the parameters that each of them knows."""
    rows: list[list[object]] = []
    for route in ROUTES:
        names = [name for name in route.parameters if name not in PARAMETERS]
        few = len([name for name in route.parameters if name in PARAMETERS]) < len(PARAMETERS)
        filters = [f"`{name}`" for name in route.parameters if name in PARAMETERS] if few else ["all filters"]
        known = ", ".join([*filters, *(f"`{name}`" for name in names)])
        rows.append([f"`/api/{route.path}`", texts().route(route.path).summary, known])
    yield from _table(["Address", "Gives", "Parameters"], rows)


def parameters(book: Codebook) -> Iterator[str]:
    """The parameters of the API, with the codes that they take."""
    people = {"entity": "codes of `entities.json`", "speaker": "names of `officials.json` and `institutions.json`"}
    free = {"since": "a day", "until": "a day", "on": "a day, 2000-01-01 to today", "words": "text"}
    number = {"limit": f"1 to {LARGEST_PAGE}; {PAGE}, in the feed {FEED_PAGE}, where it is not given"}
    said = people | free | number | {"source": "names as in the data", "cursor": "from `next`"}
    rows: list[list[object]] = []
    for name in dict.fromkeys(name for route in ROUTES for name in route.parameters):
        codes = ", ".join(f"`{code}`" for code in book.values(name)) if name in book.codes else said[name]
        rows.append([f"`{name}`", texts().parameter(name), codes])
    yield from _table(["Parameter", "Picks", "Values"], rows)


def blocks() -> dict[str, Callable[[], Iterator[str]]]:
    """What each block holds, by its name."""
    book = load_codebook()
    return {
        "fields": lambda: fields(book),
        "positions": lambda: positions(book),
        "codes": lambda: codes(book),
        "commands": commands,
        "routes": routes,
        "dictionary": lambda: iter([dictionary(book, "###")]),
        "parameters": lambda: parameters(book),
        "changelog": changelog,
        "agreement": agreement,
        "measured": measured,
        "limits": limits,
        "speaker-rules": partial(rules_in, "speaker_rules"),
        "judge-rules": partial(rules_in, "judge"),
        "stance-rules": stance_rules,
        "modules": modules,
    }


def built(text: str) -> str:
    """A document with its blocks written anew. Raises `KeyError` for a block that is not known."""
    known = blocks()

    def block(match: re.Match[str]) -> str:
        lines = "\n".join(known[match["name"]]()).rstrip()
        return f"{match[1]}\n{lines}\n\n{match[3]}"

    return BLOCK.sub(block, text)


def main() -> None:
    """Write every document whose blocks have changed."""
    for path in (*sorted(DOCS.glob("*.md")), DOCS.parent / "data" / "README.md"):
        text = path.read_text(encoding="utf-8")
        new = built(text)
        if new != text:
            path.write_text(new, encoding="utf-8")
            print(f"written: {path.relative_to(DOCS.parent)}")


if __name__ == "__main__":
    main()
