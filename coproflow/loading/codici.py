"""Codes with a check digit or a pattern, refused when they are read and with the right form."""

import re

from coproflow.domain.testi import Cig, CodiceFiscale, Cup, Iban, Pec

_CUP = r"[A-Z]\d{2}[A-Z]\d{11}"
_CIG = r"[A-Z0-9]{10}"
_PEC = r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"  # words, that `re` compiles for who needs one


def parse_codice_fiscale(parola: str) -> CodiceFiscale:
    """Sixteen characters of a person or eleven digits of a body, with the right check character."""
    from stdnum.it import codicefiscale, iva  # noqa: PLC0415  (only who types a tax code pays for it)

    compatto = parola.replace(" ", "").upper()
    if not codicefiscale.is_valid(compatto) and not iva.is_valid(compatto):
        raise ValueError(f"«{parola}» non è un codice fiscale: il carattere di controllo non torna")
    return CodiceFiscale(compatto)


def parse_iban(parola: str) -> Iban:
    """An IBAN whose two check digits are right."""
    from stdnum import iban  # noqa: PLC0415

    compatto = parola.replace(" ", "").upper()
    if not iban.is_valid(compatto, check_country=False):
        raise ValueError(f"«{parola}» non è un IBAN: le cifre di controllo non tornano")
    return Iban(compatto)


def parse_cup(parola: str) -> Cup:
    """A CUP: letter, two digits, letter, eleven digits."""
    if not re.fullmatch(_CUP, parola.strip().upper()):
        raise ValueError(f"«{parola}» non è un CUP: sono 15 caratteri, come B19I25000120004")
    return Cup(parola.strip().upper())


def parse_cig(parola: str) -> Cig:
    """A CIG: ten letters or digits; only the PCP of ANAC can say whether it exists."""
    if not re.fullmatch(_CIG, parola.strip().upper()):
        raise ValueError(f"«{parola}» non è un CIG: sono 10 lettere o cifre")
    return Cig(parola.strip().upper())


def parse_pec(parola: str) -> Pec:
    """An e-mail address, as far as its form tells."""
    if not re.fullmatch(_PEC, parola.strip()):
        raise ValueError(f"«{parola}» non è un indirizzo PEC")
    return Pec(parola.strip())
