"""Italian as acts need it: articles, prepositions, agreement, numbers and dates in words."""

import re
from datetime import date

_UNITA = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove",
)  # fmt: skip
_DECINE = ("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
_GRANDI = ((10**9, "unmiliardo", "miliardi"), (10**6, "unmilione", "milioni"), (1000, "mille", "mila"))

_CAPI = {
    ("m", 1): (
        "accordo ambito art. articolo assessore assessorato avviso bando bilancio capitolo centro circolo "
        "comitato comune consiglio consorzio coordinamento dipartimento direttore distretto documento d.l. "
        "d.lgs. d.lgs d.m. d.p.c.m. d.p.r. dlgs dm dpcm dpr decreto decreto-legge ente ets gruppo hospice "
        "ispettorato istituto ministero museo oratorio organismo parere patronato piano presidente progetto "
        "protocollo raggruppamento regolamento responsabile rti runts rup segretario servizio settore "
        "sindaco sistema spazio sportello statuto studio tar tavolo tribunale tuel t.u.e.l. ufficio verbale"
    ),
    ("f", 1): (
        "agenzia anffas aps ass. associazione asst ats azienda banca camera caritas casa città commissione "
        "comunità confraternita congregazione consulta convenzione cooperativa coop. costituzione croce "
        "dgr delibera deliberazione determina determinazione direttiva direzione dirigenza diocesi "
        "federazione fondazione giunta impresa l. legge lega lettera l.r. mutua nota odv onlus opera "
        "organizzazione parrocchia piattaforma polisportiva provincia prefettura proposta regione relazione "
        "rete s.r.l. scuola segreteria sezione società soc. srl sentenza unione università"
    ),
    ("m", 2): "artt. articoli avvisi comuni decreti documenti enti pareri regolamenti verbali",
    ("f", 2): "associazioni cooperative delibere deliberazioni determinazioni leggi linee fondazioni",
}
_GENERE = {parola: chiave for chiave, parole in _CAPI.items() for parola in parole.split()}
_SENZA_ELISIONE = frozenset({"odv", "onlus"})
_PREPOSIZIONI = {
    "di": ("del", "dello", "della", "dei", "degli", "delle", "dell’"),
    "a": ("al", "allo", "alla", "ai", "agli", "alle", "all’"),
    "da": ("dal", "dallo", "dalla", "dai", "dagli", "dalle", "dall’"),
    "in": ("nel", "nello", "nella", "nei", "negli", "nelle", "nell’"),
    "su": ("sul", "sullo", "sulla", "sui", "sugli", "sulle", "sull’"),
    "": ("il", "lo", "la", "i", "gli", "le", "l’"),
}
_INTERE = {"un", "uno"} | {forma for forme in _PREPOSIZIONI.values() for forma in forme}
_COME_LO = re.compile(r"(?:s[^aeiouàèéìòùh\W]|z|x|y|gn|ps|pn|pt)", re.IGNORECASE)
_VOCALE = re.compile(r"h?[aeiouàèéìòù]", re.IGNORECASE)
_ALTERNATIVA = re.compile(r"([^\W\d_][\w.’]*)/([^\W\d_][\w.’]*)")


def numero_in_lettere(numero: int) -> str:
    """A number in words, as one word: «milleduecentotrentaquattro», «ventitré», «centotto».

    Raises:
        ValueError: above 999.999.999.999.
    """
    if numero < 0:
        return "meno " + numero_in_lettere(-numero)
    if numero >= 10**12:
        raise ValueError(f"{numero} è un numero troppo grande per scriverlo in lettere")
    parola = _sotto_mille(numero) if numero < 1000 else _grande(numero)
    return parola[:-3] + "tré" if parola.endswith("tre") and len(parola) > 3 else parola


def _grande(numero: int) -> str:
    for valore, uno, molti in _GRANDI:
        quanti, resto = divmod(numero, valore)
        if quanti:
            testa = uno if quanti == 1 else _sotto_mille(quanti) + molti
            return testa + (_grande(resto) if resto >= 1000 else _sotto_mille(resto) if resto else "")
    raise AssertionError


def _sotto_mille(numero: int) -> str:
    if numero < 20:
        return _UNITA[numero]
    if numero < 100:
        decina, unita = divmod(numero, 10)
        radice = _DECINE[decina]
        if not unita:
            return radice
        return (radice[:-1] if unita in (1, 8) else radice) + _UNITA[unita]
    centinaia, resto = divmod(numero, 100)
    testa = ("" if centinaia == 1 else _UNITA[centinaia]) + "cento"
    if not resto:
        return testa
    coda = _sotto_mille(resto)
    return (testa[:-1] if coda.startswith("ott") else testa) + coda


def genere_e_numero(nome: str) -> tuple[str, int] | None:
    """Gender and number of a name from its first word, when that word is one acts know; else None."""
    prima = nome.split(maxsplit=1)[0].lower() if nome.split() else ""
    return _GENERE.get(prima) or _GENERE.get(prima.rstrip(".,")) or _GENERE.get(re.split(r"[-/]", prima)[0])


def preposizione(semplice: str, nome: str, genere: str | None = None, numero: int | None = None) -> str:
    """«del Comune», «dell’Associazione», «allo Spazio»; a proper name takes no article: «di Filikà».

    `semplice` is di, a, da, in, su, or nothing for the article alone. `genere` and `numero` win over the
    first word of the name.
    """
    noto = genere_e_numero(nome)
    if genere is None and noto is None:
        return f"{semplice} {nome}".strip()
    genere, numero = genere or (noto or ("m", 1))[0], numero or (noto or ("m", 1))[1]
    il, lo, la, i, gli, le, elisa = _PREPOSIZIONI[semplice]
    prima = nome.split(maxsplit=1)[0].lower().rstrip(".")
    vocale = bool(_VOCALE.match(nome)) and prima not in _SENZA_ELISIONE
    come_lo = bool(_COME_LO.match(nome))
    if numero == 2:
        forma = le if genere == "f" else gli if vocale or come_lo else i
    elif vocale:
        forma = elisa
    elif genere == "f":
        forma = la
    else:
        forma = lo if come_lo else il
    return f"{forma}{nome}" if forma.endswith("’") else f"{forma} {nome}"


def accorda(forme: str, genere: str) -> str:
    """Choose in «il/la dirigente nominato/a» the words of the gender (f or m): «la dirigente nominata».

    After the slash stands either the whole feminine word or its ending («direttore/trice»).
    """

    def scegli(trovata: re.Match[str]) -> str:
        prima, dopo = trovata[1], trovata[2]
        if genere != "f":
            return prima
        if prima.lower() in _INTERE or (prima[0].lower() == dopo[0].lower() and len(dopo) >= len(prima) - 1):
            return dopo
        if dopo[0].lower() in "aeiouàèéìòù":
            return prima[:-1] + dopo
        return prima[: prima.lower().rindex(dopo[0].lower())] + dopo

    return _ALTERNATIVA.sub(scegli, forme)


def data_in_lettere(giorno: date, mesi: tuple[str, ...]) -> str:
    """«L’anno duemilaventisei, il giorno cinque del mese di maggio», as acts open."""
    numero = "primo" if giorno.day == 1 else numero_in_lettere(giorno.day)
    anno = numero_in_lettere(giorno.year)
    return f"L’anno {anno}, il giorno {numero} del mese di {mesi[giorno.month - 1]}"


def romano(numero: int) -> str:
    """A Roman numeral: «XIV».

    Raises:
        ValueError: below one or above 3999.
    """
    if not 0 < numero < 4000:
        raise ValueError(f"{numero} non si scrive in numeri romani")
    cifre = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    scritto = ""
    for valore, cifra in cifre:
        scritto += cifra * (numero // valore)
        numero %= valore
    return scritto


def lettera(numero: int) -> str:
    """The letter of a point: a, b, … z, aa, bb."""
    volte, posto = divmod(numero - 1, 26)
    return chr(ord("a") + posto) * (volte + 1)
