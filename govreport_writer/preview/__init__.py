"""`govreport preview`: the report and its findings in a browser, as the file is saved."""
