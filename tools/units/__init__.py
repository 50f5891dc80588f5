"""Invented units and what they file."""
