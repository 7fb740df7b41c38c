"""A small record and an empty inbox, both in the test's own folder."""

import pytest
import review_help


@pytest.fixture
def data(tmp_path):
    return review_help.make_data(tmp_path)


@pytest.fixture
def inbox(tmp_path):
    return review_help.make_inbox(tmp_path)
