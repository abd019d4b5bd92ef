"""coproflow: il motore dei procedimenti di co-programmazione e co-progettazione (art. 55 D.Lgs. 117/2017)."""

__version__ = "0.1.0"
