"""The report as a page of HTML, and as a fragment for a website's editor."""
