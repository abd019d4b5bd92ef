"""The programmes of a notice and their money: by year and by source, to the cent."""

from coproflow.domain.campi import campo
from coproflow.domain.importi import ZERO, Euro, ripartisci, somma
from coproflow.domain.record import record


@record(kw_only=True)
class QuotaFonte:
    """A «di cui»: the part of a contribution that another source pays."""

    fonte: str = campo("Fonte", aiuto="chi la mette, per esempio ambito o comune")
    importo: Euro = campo("Importo della quota sull’intera durata")
    importo_annuo: Euro | None = campo("Importo annuo, se l’avviso lo indica", default=None)


@record(kw_only=True)
class Programma:
    """One programme: what it aims at, which planned needs it answers, and its contributions as printed."""

    codice: str = campo("Codice", aiuto="per esempio P1")
    titolo: str = campo("Titolo")
    obiettivi: tuple[str, ...] = campo("Obiettivi specifici")
    attivita_art5: tuple[str, ...] = campo("Lettere dell’art. 5 c. 1 D.Lgs. 117/2017", default=())
    temi: tuple[str, ...] = campo("Temi della programmazione partecipata", default=())
    contributo_annuo: Euro = campo("Contributo annuo")
    contributo_totale: Euro = campo("Contributo sull’intera durata")
    profilo: tuple[Euro, ...] = campo(
        "Profilo annuale, se gli anni non sono uguali", aiuto="un importo per anno", default=()
    )
    motivo_profilo: str = campo("Motivazione del profilo annuale", default="")
    di_cui: tuple[QuotaFonte, ...] = campo("Quote di altre fonti («di cui»)", default=())

    def annualita(self, anni: int) -> tuple[Euro, ...]:
        """The contribution of each year: the explicit profile, or the same every year."""
        return self.profilo or (self.contributo_annuo,) * anni

    def somma_annualita(self, anni: int) -> Euro:
        """What the years add up to."""
        return somma(self.annualita(anni))

    @property
    def quota_altre_fonti(self) -> Euro:
        """What other sources pay over the whole duration."""
        return somma(q.importo for q in self.di_cui)

    def matrice(self, ente: str, anni: int) -> dict[str, tuple[Euro, ...]]:
        """Source → amount a year. A share without a period is spread, the last year taking the residue."""
        altre = {q.fonte: _per_anno(q, anni) for q in self.di_cui}
        resto = tuple(
            totale - somma(quote[i] for quote in altre.values())
            for i, totale in enumerate(self.annualita(anni))
        )
        return {ente: resto, **altre}


def _per_anno(quota: QuotaFonte, anni: int) -> tuple[Euro, ...]:
    if quota.importo_annuo is not None:
        return (quota.importo_annuo,) * anni
    return ripartisci(quota.importo, anni)


def totale(programmi: tuple[Programma, ...]) -> Euro:
    """The contribution of all the programmes, as printed."""
    return somma(p.contributo_totale for p in programmi) if programmi else ZERO
