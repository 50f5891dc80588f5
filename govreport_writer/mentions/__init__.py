"""Figures in the text: read as numbers with unit, year and subject, and held against the tables."""
