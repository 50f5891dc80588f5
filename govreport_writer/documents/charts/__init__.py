"""Charts of the figures, drawn as SVG, with the table of exactly these figures."""
