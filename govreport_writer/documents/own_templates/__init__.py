"""Templates that an agency restyles: written out, and checked."""
