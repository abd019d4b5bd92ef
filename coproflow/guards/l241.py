"""L. 241/1990, capi I-III: the person responsible, conflicts of interest, notice of the start, criteria."""
