"""The report as DOCX."""
