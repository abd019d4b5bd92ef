"""The convention and its life: contents, preconditions, duration, extension, CCNL, notice of cessation."""
