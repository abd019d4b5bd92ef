"""D.M. 72/2021 section 3, the guidelines on co-progettazione: advisory unless the notice takes them up."""
