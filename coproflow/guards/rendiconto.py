"""Reporting and payment as notice and convention set them: analytic report, reductions, debit note."""
