"""Stage 4: positions, derived from statements for any day and never stored."""
