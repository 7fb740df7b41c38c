"""The documents: what they say of commands, codes, files and links is so; what exists is documented."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "data" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)#\s]+)")


def build_module():
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_blocks_made_from_code_and_data_are_up_to_date():
    build = build_module()
    stale = []
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        if build.built(text) != text:
            stale.append(path.name)
    assert not stale, "run `python docs/build.py`"


def test_every_block_has_its_place():
    build = build_module()
    placed = {match["name"] for path in DOCUMENTS for match in build.BLOCK.finditer(path.read_text(encoding="utf-8"))}
    assert placed == set(build.blocks())


def test_every_module_of_the_parser_is_listed_with_what_it_is_about():
    text = (ROOT / "docs" / "parser.md").read_text(encoding="utf-8")
    block = text.partition("<!-- begin modules -->")[2].partition("<!-- end modules -->")[0]
    listed = dict(re.findall(r"^\| `(\w+\.py)` \| (.+) \|$", block, re.MULTILINE))
    assert set(listed) == {path.name for path in (ROOT / "dashboard" / "parsing").glob("*.py")} - {"__init__.py"}
    assert [name for name, about in listed.items() if len(about.split()) < 3] == []


def test_a_module_that_does_not_say_what_it_is_about_is_named(tmp_path):
    module = tmp_path / "some.py"
    module.write_text('"""Stage parsing, part stance: what it does.\n\nIn: x."""')
    assert build_module().purpose(module) == ("stance", "what it does")
    module.write_text('"""What it does."""')
    with pytest.raises(ValueError, match=r"some\.py must begin"):
        build_module().purpose(module)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_files_lead_somewhere(path):
    targets = [match["target"] for match in LINK.finditer(path.read_text(encoding="utf-8"))]
    local = [target for target in targets if not target.startswith(("http://", "https://"))]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_the_readme_names_both_commands_and_every_document():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install -e . && python -m dashboard\n" in text
    assert "pip install -e '.[test]' && pytest\n" in text
    assert [p.name for p in (ROOT / "docs").glob("*.md") if f"docs/{p.name}" not in text] == []


def test_the_ci_runs_the_readmes_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^pip install .*-e '\.\[test\]'", script, re.MULTILINE)
    assert "\npytest" in script


def locked() -> dict[str, Version]:
    pins = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line)
        if match:
            pins[match[1].lower().replace("_", "-")] = Version(match[2])
    return pins


def required() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["test"]]]


@pytest.mark.parametrize(("name", "newer"), [("ruff", "0.18.0"), ("mypy", "3.0")])
def test_no_new_version_of_a_checker_comes_unasked(name, newer):
    [checker] = [requirement for requirement in required() if requirement.name == name]
    assert not checker.specifier.contains(newer)


def test_the_lock_pins_every_requirement_within_its_range_and_names_no_index():
    pins = locked()
    wrong = [str(r) for r in required() if not r.specifier.contains(pins.get(r.name.lower(), Version("0")))]
    assert not wrong, "compile requirements.lock anew: docs/decisions.md says how"
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(pins)
