"""Benchmarks: a table of figures, for a terminal or as Markdown. In: title, head, rows; out: text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True)
class Table:
    """A title, the heads of the columns, and the rows; the first column is text, the others are figures."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table in Markdown, under its title."""
        rule = ["---", *("--:" for _ in self.head[1:])]
        lines = [f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows)]
        return "\n".join([f"**{self.title}**", "", *lines, ""])

    def rich(self) -> RichTable:
        """The table for a terminal."""
        table = RichTable(*self.head, title=self.title, title_justify="left")
        for column in table.columns[1:]:
            column.justify = "right"
        for row in self.rows:
            table.add_row(*row)
        return table


def share(part: int, whole: int) -> str:
    """A share with two or three figures, or a dash where there is nothing to divide by."""
    return f"{part / whole:.3f}" if whole else "–"


def show(tables: Sequence[Table], *, markdown: bool) -> None:
    """Print the tables, as Markdown or for a terminal; a table without rows is left out."""
    console = Console(soft_wrap=True)
    for table in tables:
        if not table.rows:
            continue
        if markdown:
            print(table.markdown())
        else:
            console.print(table.rich())
