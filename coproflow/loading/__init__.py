"""Files into definitions and data: positions, the typed reader, the checks."""
