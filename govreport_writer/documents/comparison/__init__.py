"""Compare what a document says with what was filed."""
