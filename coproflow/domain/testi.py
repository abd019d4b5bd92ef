"""Words with a form of their own: identifiers a check digit or a pattern can refuse when they are read."""


class CodiceFiscale(str):
    """Tax code of a person (16 characters) or of a body (11 digits)."""

    __slots__ = ()


class Iban(str):
    """International bank account number."""

    __slots__ = ()


class Cup(str):
    """Codice unico di progetto: 15 characters (L. 3/2003 art. 11)."""

    __slots__ = ()


class Cig(str):
    """Codice identificativo di gara: 10 characters, given by the PCP of ANAC (L. 136/2010 art. 3)."""

    __slots__ = ()


class Pec(str):
    """Certified e-mail address."""

    __slots__ = ()
