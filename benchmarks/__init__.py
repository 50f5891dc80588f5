"""How fast reports are made, against the same work done with well-known libraries in the same run."""
