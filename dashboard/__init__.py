"""Who would send troops to Ukraine: a record of stated positions, and what is derived from it."""
