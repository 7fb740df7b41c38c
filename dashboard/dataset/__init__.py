"""Stage 3: the record. In: the files of `data/`; out: codebook, people and one DataFrame of statements."""
