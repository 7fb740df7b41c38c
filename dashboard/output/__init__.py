"""Stage 5: what leaves the house. In: frames of the stages dataset and positions; out: charts, tables, exports."""
