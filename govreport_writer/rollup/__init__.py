"""Add up what units filed to the figures of the government above them; nothing here reads a file."""
