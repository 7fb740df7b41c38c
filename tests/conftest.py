"""Fixtures shared by all tests: the shipped record, and a miniature data folder of invented people and words."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import write_folder
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from dashboard.dataset.store import Record, load_record

# two shared cores: how long an example takes says nothing, what it finds does
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


@pytest.fixture(scope="session", autouse=True)
def _packages_scanned_once() -> Iterator[None]:
    """Streamlit's test runner looks through every installed package in each run, for two thirds of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", functools.cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(scope="session")
def shipped() -> Record:
    """The record that comes with the project. Read only."""
    return load_record()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of the invented world, with nothing wrong in it."""
    return write_folder(tmp_path / "data")
