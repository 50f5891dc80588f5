"""The handbook of rules, derived from checks, catalogues and editions; nothing is described twice."""
