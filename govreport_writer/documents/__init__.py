"""The finished documents: one view, and a writer and a reader for each format."""
