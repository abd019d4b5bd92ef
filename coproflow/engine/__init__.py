"""The pure verbs: a neutral definition, its checks, evaluate and apply."""
