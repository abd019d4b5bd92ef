"""TO WRITE AGAIN: the fixture `tavolo` stood here and was overwritten by mistake by who writes the reports.

The author of tests/guards/test_antimafia.py and its companions has the text. The fixtures of the reports have
moved to tests/guards/rendiconto/conftest.py.
"""
