"""D.M. 72/2021 section 2, the guidelines on co-programmazione: advisory unless the notice takes them up."""
