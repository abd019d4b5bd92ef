"""The use cases: load, decide, save, render; one transaction a step."""
