"""What works on this computer, tried out rather than looked up, and what to install where it does not."""
