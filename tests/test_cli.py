"""The commands serve and check, as they are typed. Words in the miniature folder are invented."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import IO

import pytest
from serving import PATIENCE, ROOT, serving
from typer.testing import CliRunner, Result

from dashboard.__main__ import app

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def run(*words: object, stdout: int | IO[str] = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", *(str(word) for word in words)]
    given = {"cwd": ROOT, "stdout": stdout, "stderr": subprocess.PIPE}
    return subprocess.run(command, text=True, timeout=PATIENCE, check=False, **given)


def typed(*words: object) -> Result:
    """The same in this process, where nothing hangs on its being one of its own."""
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_shipped_data_has_no_problem():
    result = run("check")
    assert (result.returncode, result.stdout, result.stderr) == (DONE, "", "0 problems\n")


def test_every_problem_is_printed_at_once_with_file_id_field_value_and_remedy(folder):
    path = folder / "statements" / "NRL.json"
    statements = json.loads(path.read_text(encoding="utf-8"))
    statements[0] |= {"phase": "someday", "source_url": "javascript:alert(1)"}
    path.write_text(json.dumps(statements), encoding="utf-8")
    (folder / "statements" / "XYZ.json").write_bytes(b"\xff\xfe[")
    result = typed("check", "--data", folder)
    assert result.exit_code == PROBLEMS
    named = statements[0]["id"]
    assert re.search(rf"^NRL\.json: {named}: phase: 'someday'; allowed: wartime, ", result.stdout, re.MULTILINE)
    assert re.search(rf"^NRL\.json: {named}: source_url: 'javascript:alert\(1\)'; ", result.stdout, re.MULTILINE)
    assert re.search(r"^XYZ\.json: .*UTF-8", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("bogus",), "No such command 'bogus'"),
        (("--port", "99999"), "Invalid value for '--port'"),
        (("check", "--data", "nowhere"), "does not exist"),
    ],
)
def test_wrong_use(words, message):
    result = run(*words)
    assert result.returncode == WRONG_USE
    assert message in result.stderr
    assert result.stdout == ""


def test_help_names_every_command():
    text = typed("--help").stdout
    for command in ("serve", "check", "positions", "export", "diff"):
        assert re.search(rf"^\W*{command}\b", text, re.MULTILINE), command


@pytest.mark.parametrize("command", ["serve", "export", "positions"])
def test_help_says_that_what_is_only_read_may_be_a_parquet_file(command):
    assert "Parquet" in typed(command, "--help").stdout


@pytest.mark.parametrize("command", ["check", "release", "inbox list", "inbox add", "inbox accept", "inbox agreement"])
def test_help_names_no_parquet_file_where_none_is_taken(command):
    text = typed(*command.split(), "--help").stdout
    assert "Data folder." in text
    assert "Parquet" not in text


def test_standard_output_may_be_named_as_a_file(folder, tmp_path):
    words = ("export", "--data", folder, "--out", "/dev/stdout")
    piped = run(*words)
    assert (piped.returncode, piped.stdout) == (DONE, run(*words[:3]).stdout)
    path = tmp_path / "all.csv"
    path.write_text("before\n")
    with path.open("a") as kept:
        run(*words, stdout=kept)
    assert path.read_text() == "before\n" + piped.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("export", "--data"), ("check", "--data"), ("diff", ROOT / "data")], ids=str)
def test_standard_output_on_a_full_disk_is_said(folder, words):
    (folder / "statements" / "unread.txt").touch()
    with Path("/dev/full").open("w") as full:
        result = run(*words, folder, stdout=full)
    assert result.returncode == PROBLEMS
    assert result.stderr.splitlines()[-1].startswith("standard output can't be written: No space left on device.")
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


def test_a_taken_port_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("--port", port)
    assert result.returncode == WRONG_USE
    assert f"port {port} is taken" in result.stderr


def test_an_empty_address_is_not_all_addresses():
    result = run("--address", "")
    assert (result.returncode, "'' is none of this machine" in result.stderr) == (WRONG_USE, True)


def test_served_from_any_folder_even_where_the_record_is_broken(folder, tmp_path):
    (folder / "entities.csv").write_text("nonsense", encoding="utf-8")
    with serving("--data", folder, log=tmp_path / "log.txt", cwd=tmp_path) as address:
        assert "<html" in urllib.request.urlopen(address, timeout=PATIENCE).read().decode()
