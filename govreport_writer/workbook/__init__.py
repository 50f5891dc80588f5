"""The submission as an Excel workbook: laid out, written, read, annotated."""
