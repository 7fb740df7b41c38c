"""Frames as people and pictures read them. The statements are invented."""

from __future__ import annotations

import pandas as pd
from builders import make_record

from dashboard.output import tables


def test_months_are_stacked_from_none_to_all_whatever_was_said() -> None:
    record = make_record()
    codes = [code.code for code in record.codebook.positions("send")]
    months = pd.to_datetime(["2024-01-31", "2024-02-29"])
    counts = pd.DataFrame(0, index=pd.Index(months, name="month"), columns=codes)
    counts.loc[months[0], codes[0]] = 2
    counts.loc[months[1], codes[:3]] = [1, 4, 2]
    table = tables.over_time(record, counts, "send", entities=9)
    assert table["month"].unique().tolist() == months.tolist()
    for month, stack in table.groupby("month"):
        assert stack["position"].tolist() == [*codes, tables.SILENT]
        assert stack["entities"].tolist()[:-1] == counts.loc[month].tolist()
        assert stack["base"].tolist() == [0, *stack["top"].tolist()[:-1]]
        assert (stack["top"] - stack["base"]).tolist() == stack["entities"].tolist()
        assert stack["top"].iloc[-1] == 9
