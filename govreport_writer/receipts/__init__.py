"""Receipts: for each rendered unit a record of what it was made from, with what, and what came out.

A receipt is an internal record of the office that renders, for its own archive: it holds explanations and
who gave them, which no published document does. Who filled a submission in, reviewed it and answers for
it stands in no receipt either. Nothing in it tells the day or the computer of the run, nor where files
lay: equal inputs give equal receipts.
"""
