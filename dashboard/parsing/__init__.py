"""Stage 1, parsing: article text or HTML with its publication day in, candidates with evidence and offsets out."""
