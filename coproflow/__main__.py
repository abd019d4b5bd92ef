"""`python -m coproflow`."""

from coproflow.cli import main

main()
