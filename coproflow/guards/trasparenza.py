"""D.Lgs. 33/2013: what is published in Amministrazione trasparente, and what depends on it."""
