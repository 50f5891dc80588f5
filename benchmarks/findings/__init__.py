"""A corpus of seeded errors: what the checks find, and whether the cell at fault is named."""
