"""Stage 2, review. In: articles, what the machine found in them, and people's decisions; out: statements in the record.

The machine proposes, a human decides, nothing is lost, everything can be traced.
"""
