"""Which cell is most likely at fault where sums do not hold; shown, never applied."""
