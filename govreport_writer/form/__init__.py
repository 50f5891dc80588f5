"""The form as data: what an edition file may say, and what follows from it."""
