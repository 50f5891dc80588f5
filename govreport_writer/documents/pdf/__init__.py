"""The report as PDF, by Typst or WeasyPrint."""
