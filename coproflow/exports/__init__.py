"""One file, one export."""
