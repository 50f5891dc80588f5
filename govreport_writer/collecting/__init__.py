"""Collect the submissions of many units: who has handed in what, and what is to be done about it."""
