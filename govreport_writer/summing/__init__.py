"""Read many units, decide which count, and write the government's submission with what it rests on."""
