"""The API as a client meets it: bodies, tags, packing, errors, limits. Words of the miniature folder are invented."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import itertools
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import format_datetime, parsedate_to_datetime

import pandas as pd
import pytest
from builders import make_record, make_statement, write_folder
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard import guard, routes
from dashboard.app import app
from dashboard.dataset.files import DATA_VARIABLE
from dashboard.dataset.selection import Selection
from dashboard.guard import Guard
from dashboard.output.api import Asked
from dashboard.output.exports import to_csv
from dashboard.output.queries import ROUTES, Query, same_question
from dashboard.output.views import positions_table
from dashboard.routes import api

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The API and the guard, without the pages."""
    return TestClient(Starlette(routes=api(), middleware=[Middleware(Guard)]), base_url="http://localhost")


@pytest.fixture
def nasty(client, tmp_path, monkeypatch) -> TestClient:
    """The same on a folder whose words try to be more than words."""
    words = '=HYPERLINK("http://x.example") <script>alert(1)</script> ]]> "quoted", twice'
    first = make_statement(1, quote=words, summary="<b>Invented</b> & bold.")
    second = make_statement(2, date="2024-05-01", position="willing", quote="+1 invented")
    monkeypatch.setenv(DATA_VARIABLE, str(write_folder(tmp_path / "nasty", [first, second])))
    return client


def test_csv_is_the_file_that_pages_and_command_line_give(client, shipped):
    response = client.get("/api/statements.csv?entity=POL&phase=ceasefire")
    frame = shipped.frame[(shipped.frame["entity"] == "POL") & (shipped.frame["phase"] == "ceasefire")]
    assert response.content == b"".join(to_csv(frame, shipped))
    assert response.headers["content-disposition"] == 'attachment; filename="statements_POL_ceasefire.csv"'
    derived = client.get("/api/positions.csv?entity=POL&on=2024-03-01&rule=head")
    assert derived.headers["content-disposition"] == 'attachment; filename="positions_POL_head_2024-03-01.csv"'


def test_pages_of_json_hold_every_row_once(client, shipped):
    address, rows = "/api/statements.json?limit=100", []
    while address:
        body = client.get(address).json()
        rows += body["rows"]
        address = body["next"]
        assert body["count"] == len(shipped.frame)
    assert [row["id"] for row in rows] == list(shipped.frame["id"])
    assert list(rows[0]) == list(shipped.codebook.columns)


def test_the_link_header_leads_to_the_next_page(client):
    response = client.get("/api/changes.json?limit=1")
    assert response.links["next"]["url"] == response.json()["next"]
    assert "link" not in client.get("/api/changes.json?entity=FRA&limit=1000").headers


def test_positions_say_the_day_and_spell_out_silence(client, shipped):
    body = client.get("/api/positions.json?on=2024-03-01&kind=ground&question=send&phase=wartime").json()
    assert body["on"] == "2024-03-01"
    assert len(body["rows"]) == len(shipped.people.entities)
    assert "silent" in {row["position"] for row in body["rows"]}
    whole = positions_table(shipped, Selection(), dt.date(2024, 3, 1), "head")
    csv = pd.read_csv(io.BytesIO(client.get("/api/positions.csv?on=2024-03-01&rule=head").content))
    assert list(csv["position"]) == list(whole["position"])


@pytest.mark.parametrize(("name", "code"), [("entities", "code"), ("officials", "entity"), ("institutions", "entity")])
def test_people_are_picked_by_country(client, name, code):
    rows = client.get(f"/api/{name}.json?entity=DEU").json()["rows"]
    assert {row[code] for row in rows} == {"DEU"}
    assert len(client.get(f"/api/{name}.json").json()["rows"]) > len(rows)


def test_version_and_codebook_and_schema(client, shipped):
    version = client.get("/api/version.json").json()
    assert (version["version"], version["statements"]) == (shipped.edition.version, len(shipped.frame))
    assert client.get("/api/codebook.json").json()["title"] == shipped.codebook.title
    assert client.get("/api/schema/statement.json").json()["title"] == "Statement"
    assert client.get("/api").json() == client.get("/api/openapi.json").json()


@pytest.mark.parametrize(
    ("query", "parameter", "allowed"),
    [
        ("statements.csv?entiti=POL", "entiti", "entity"),
        ("statements.csv?entity=XXX", "entity", "POL"),
        ("statements.csv?on=2024-01-01", "on", "since"),
        ("statements.json?limit=0", "limit", "1 to 10000"),
        ("statements.json?limit=1e3", "limit", "1 to 10000"),
        ("statements.json?limit=%C2%B2", "limit", "1 to 10000"),
        ("statements.json?cursor=1", "cursor", None),
        ("statements.json?since=2024-1-1", "since", "YYYY-MM-DD"),
        ("statements.json?since=2024-01-01&since=2024-02-01", "since", "one value"),
        ("statements.json?words=" + "w" * 201, "words", "at most 200 characters"),
        ("positions.csv?on=2999-01-01", "on", None),
        ("positions.csv?rule=newest", "rule", "head"),
        ("positions.csv?phase=unspecified", "phase", "ceasefire"),
        ("changes.atom?rule=authority", "rule", "head"),
        ("entities.json?phase=ceasefire", "phase", "group"),
        ("version.json?x=1", "x", None),
    ],
)
def test_what_is_not_known_is_said_with_what_is(client, query, parameter, allowed):
    response = client.get(f"/api/{query}")
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    (error,) = response.json()["errors"]
    assert error["parameter"] == parameter
    assert allowed is None or allowed in error["allowed"]


def test_every_fault_of_a_query_is_said_at_once(client):
    body = client.get("/api/positions.csv?entity=XXX&entity=POL&rule=x&nonsense=1").json()
    assert [error["parameter"] for error in body["errors"]] == ["nonsense", "entity", "rule"]


@pytest.mark.parametrize(
    "path", ["statements.csv", "statements.json", "positions.json", "changes.json", "changes.atom"]
)
def test_since_after_until_is_said_of_both_and_not_taken_for_silence(client, path):
    response = client.get(f"/api/{path}?until=2024-03-01&since=2024-03-02")
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    said = {error["parameter"]: (error["value"], *error["allowed"]) for error in response.json()["errors"]}
    assert said == {
        "since": ("2024-03-02", "2024-03-01 or earlier, as until is that day"),
        "until": ("2024-03-01", "2024-03-02 or later, as since is that day"),
    }


def test_a_cursor_belongs_to_its_question(client):
    cursor = client.get("/api/statements.json?limit=5").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/statements.json?limit=5&cursor={cursor}").status_code == 200
    for other in (f"limit=6&cursor={cursor}", f"entity=FRA&limit=5&cursor={cursor}", f"limit=5&cursor={cursor}0000"):
        assert client.get(f"/api/statements.json?{other}").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["nope", "statements", "statements.csv/", "statements.csv%00", "%2e%2e/geo/europe_projected.json"],
)
def test_an_address_that_is_none_is_404(client, path):
    response = client.get(f"/api/{path}")
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_the_api_is_only_read(client, method):
    response = client.request(method, "/api/statements.csv")
    assert (response.status_code, response.headers["content-type"]) == (405, PROBLEM)
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_head_says_what_get_says_without_a_body(client, route):
    got, head = client.get(f"/api/{route.path}"), client.head(f"/api/{route.path}")
    assert head.content == b""
    same = ("etag", "last-modified", "content-type", "vary", "cache-control", "content-location")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_nothing_is_sent_twice(client, route):
    got = client.get(f"/api/{route.path}")
    for headers in ({"If-None-Match": got.headers["etag"]}, {"If-None-Match": f'"x", {got.headers["etag"]}'}):
        again = client.get(f"/api/{route.path}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == got.headers["etag"]
    assert client.get(f"/api/{route.path}", headers={"If-None-Match": '"another"'}).status_code == 200


def test_if_modified_since_counts_where_there_is_no_tag(client):
    changed = client.get("/api/statements.csv").headers["last-modified"]
    before = format_datetime(parsedate_to_datetime(changed) - dt.timedelta(seconds=1), usegmt=True)
    status = [
        client.get("/api/statements.csv", headers=headers).status_code
        for headers in (
            {"If-Modified-Since": changed},
            {"If-Modified-Since": before},
            {"If-Modified-Since": "no day"},
            {"If-Modified-Since": changed, "If-None-Match": '"another"'},
        )
    ]
    assert status == [304, 200, 200, 200]


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 0), ("JST-9", -9), ("PST8", 8)])
def test_positions_of_today_are_other_positions_from_midnight_on(monkeypatch, zone, hours):
    today = dt.date(2026, 1, 2)
    route = next(route for route in ROUTES if route.path == "positions.csv")
    question = Asked(route, Query(Selection()), make_record(), today, "http://localhost")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        midnight = routes.changed(question)
    time.tzset()
    assert midnight == dt.datetime(2026, 1, 2, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
    then = replace(question, query=Query(Selection(), on=today))
    assert routes.changed(then) == question.record.changed < midnight


def test_one_question_has_one_tag_whatever_its_order(client):
    pairs = ["entity=POL", "entity=FRA", "rule=head"]
    answers = [client.get(f"/api/changes.json?{'&'.join(order)}") for order in itertools.permutations(pairs)]
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["content-location"] for answer in answers}) == 1


def test_two_questions_have_two_tags(client):
    queries = ("", "?entity=POL", "?entity=FRA", "?entity=POL&entity=FRA", "?speaker=Emmanuel+Macron", "?words=POL")
    assert len({client.get(f"/api/statements.json{query}").headers["etag"] for query in queries}) == len(queries)


@pytest.mark.parametrize(
    ("accept", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("identity", False),
        ("", False),
    ],
)
def test_answers_are_packed_for_those_who_take_it(client, accept, packed):
    with client.stream("GET", "/api/statements.csv", headers={"Accept-Encoding": accept}) as response:
        raw = b"".join(response.iter_raw())
    assert (response.headers.get("content-encoding") == "gzip") is packed
    assert "Accept-Encoding" in response.headers["vary"]
    plain = client.get("/api/statements.csv", headers={"Accept-Encoding": "identity"}).content
    assert (gzip.decompress(raw) if packed else raw) == plain


def test_other_sites_may_read_and_only_read(client):
    got = client.get("/api/version.json", headers={"Origin": "https://newsroom.example"})
    assert got.headers["access-control-allow-origin"] == "*"
    assert "Origin" in got.headers["vary"]
    ask = {"Origin": "https://newsroom.example", "Access-Control-Request-Headers": "If-None-Match"}
    allowed = client.options("/api/version.json", headers=ask | {"Access-Control-Request-Method": "GET"})
    assert (allowed.status_code, allowed.headers["access-control-allow-methods"]) == (200, "GET, HEAD")
    refused = client.options("/api/version.json", headers=ask | {"Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "user@localhost", "", "localhost:port", "[::1"]
)
def test_another_name_for_this_server_is_refused(client, host):
    assert client.get("/api/version.json", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "localhost."])
def test_this_machine_has_several_names(client, host):
    assert client.get("/api/version.json", headers={"Host": host}).status_code == 200


def test_a_setting_names_more_hosts(client, monkeypatch):
    monkeypatch.setattr(guard.st.config, "get_option", lambda name: ["*.newsroom.example"])
    assert client.get("/api/version.json", headers={"Host": "stance.newsroom.example"}).status_code == 200
    assert client.get("/api/version.json", headers={"Host": "newsroom.example.evil.example"}).status_code == 400


def test_what_is_too_long_is_refused(client):
    assert client.get("/api/statements.csv?words=" + "w" * guard.ADDRESS_BYTES).status_code == 414
    assert client.get("/api/version.json", headers={"X": "x" * guard.HEADER_BYTES}).status_code == 431
    assert client.get("/api/statements.csv?" + "&".join(["entity=POL"] * (guard.FIELDS + 1))).status_code == 400
    often = client.get("/api/statements.csv?" + "&".join(["entity=POL"] * 300))
    assert often.content == client.get("/api/statements.csv?entity=POL").content


@pytest.mark.parametrize(
    "value", ["a%0d%0aSet-Cookie: x=1", "%22; filename=%22evil.exe", "../../etc/passwd", "%E2%80%AE"]
)
def test_no_word_of_a_query_gets_into_a_header(client, value):
    response = client.get(f"/api/statements.csv?words={value}")
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    name = response.headers["content-disposition"]
    assert name.count('"') == 2
    assert all(sign.isalnum() or sign in ' -_.;="' for sign in name)


def test_words_stay_words(nasty):
    rows = nasty.get("/api/statements.json").json()["rows"]
    assert rows[0]["quote"].startswith("=HYPERLINK(")
    csv = pd.read_csv(io.BytesIO(nasty.get("/api/statements.csv").content))
    assert [quote[:2] for quote in csv["quote"]] == ["'=", "'+"]
    assert b"<script>" not in nasty.get("/api/changes.atom").content


def test_the_record_is_read_anew_when_a_file_changes(nasty, tmp_path):
    before = nasty.get("/api/statements.json")
    file = tmp_path / "nasty" / "statements" / "ADV.json"
    values = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(values[:1]), "utf-8")
    after = nasty.get("/api/statements.json", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["count"]) == (200, 1)


def test_a_statement_that_is_left_out_is_counted(nasty, tmp_path):
    file = tmp_path / "nasty" / "statements" / "ADV.json"
    file.write_text(file.read_text("utf-8").replace('"willing"', '"perhaps"'), "utf-8")
    body = nasty.get("/api/statements.json").json()
    assert (body["count"], body["left_out"]) == (1, 1)


def test_a_record_that_cant_be_read_is_503_with_the_reason(nasty, tmp_path):
    (tmp_path / "nasty" / "entities.csv").write_text("nonsense", "utf-8")
    response = nasty.get("/api/statements.csv")
    assert (response.status_code, response.headers["content-type"]) == (503, PROBLEM)
    assert "entities.csv" in response.json()["problems"][0]


@pytest.fixture(scope="module")
def whole() -> Iterator[TestClient]:
    """The dashboard as a whole; Streamlit's runtime starts once in a process, so one client serves all tests."""
    prepared = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.ui.cached.prepare", lambda: prepared.append(True))
        with TestClient(app, base_url="http://localhost") as running:
            assert prepared == [True], "pictures are built when the server starts"
            yield running


def test_on_the_dashboard_s_own_port(whole):
    assert whole.get("/api/version.json").json()["name"] == "troops-to-ukraine"
    assert whole.get("/api/nope").status_code == 404
    page, view = whole.get("/statements"), whole.get("/?entity=POL&embed=true")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors *" in view.headers["content-security-policy"]
    assert "x-frame-options" not in view.headers
    (scripts,) = re.findall("script-src ([^;]*);", view.headers["content-security-policy"])
    assert all(re.fullmatch("'self'|'sha256-.{44}'", one) for one in scripts.split())


def test_a_web_socket_under_another_name_is_refused(whole):
    foreign = {"Host": "evil.example", "Origin": "http://evil.example"}
    with pytest.raises(WebSocketDisconnect), whole.websocket_connect("/_stcore/stream", headers=foreign):
        pass


@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(entity=("POL",), phase=("unspecified", "ceasefire")), Selection(words="a&b=c #?")],
    ids=["all", "phase", "words"],
)
@pytest.mark.parametrize("rule", ["latest", "authority"])
def test_the_addresses_that_pages_give_away_are_answered(client, selection, rule):
    for address in same_question(selection, dt.date(2025, 1, 1), rule, "http://localhost").values():
        assert client.get(address).status_code == 200
