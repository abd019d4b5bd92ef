"""L. 241/1990, art. 11 c. 4 and capo IV-bis: withdrawal, revocation, annulment, effects on the addressee."""
