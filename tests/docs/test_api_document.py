"""docs/api.md and data/README.md say what is so: every address, parameter, code and file; the examples work."""

from __future__ import annotations

import json
import re
import sys

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard import guard
from dashboard.dataset.files import DATA, read_text
from dashboard.guard import Guard
from dashboard.output.queries import ROUTES
from dashboard.routes import api

DOCS = DATA.parent / "docs"
TEXT = read_text(DOCS / "api.md")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=api(), middleware=[Middleware(Guard)]), base_url="http://localhost:8501")


@pytest.fixture
def build(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    sys.modules.pop("build", None)
    import build

    return build


@pytest.mark.parametrize("path", [DOCS / "api.md", DATA / "README.md"], ids=lambda path: path.parent.name)
def test_what_follows_from_code_and_data_is_up_to_date(build, path):
    assert build.built(read_text(path)) == read_text(path), "run `python docs/build.py`"


def test_every_example_is_answered(client):
    examples = re.findall(r"http://localhost:8501(/api/[^'\"\s]+)", TEXT)
    assert len(examples) >= 5
    for address in examples:
        assert client.get(address).status_code == 200, address


def test_the_example_of_an_answer_is_one(client):
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
    page, error = shown
    got = client.get("/api/statements.json?entity=POL").json()
    assert {**got, "rows": []} == {**page, "rows": []}
    assert page["rows"][0].items() <= got["rows"][0].items()
    assert client.get("/api/statements.json?phase=peace").json() == error


def test_every_address_and_parameter_has_its_line():
    for route in ROUTES:
        assert f"| `/api/{route.path}` |" in TEXT
        for name in route.parameters:
            assert f"| `{name}` |" in TEXT


def test_every_code_of_an_answer_has_its_line(client):
    said = set(re.findall(r"^\| (\d{3}) \|", TEXT, re.MULTILINE))
    operations = [one["get"] for one in client.get("/api/openapi.json").json()["paths"].values()]
    declared = {code for operation in operations for code in operation["responses"]}
    assert declared <= said
    for limit in (guard.ADDRESS_BYTES, guard.HEADER_BYTES, guard.FIELDS):
        assert str(limit) in TEXT


def test_every_file_of_the_data_has_its_line():
    text = read_text(DATA / "README.md")
    for path in DATA.iterdir():
        if not path.name.startswith((".", "README")):
            assert f"`{path.name}" in text, path.name
