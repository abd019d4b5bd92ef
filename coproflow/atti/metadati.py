"""What letterhead, footer and file properties of an act need, and nothing else."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coproflow.domain.campi import campo
from coproflow.domain.soggetti import Ente
from coproflow.domain.verifiche import mostra


@dataclass(frozen=True, kw_only=True)
class Metadati:
    """The act from outside. An absent number or date is a missing datum when the template prints it.

    `oggetto` may stay empty: the template's own block `oggetto` then gives it. `impronte` are (name, sha256)
    of what the text depends on: template with its base and macros, style folder.
    """

    ente: Ente = campo("Ente")
    tipo_atto: str = campo("Tipo di atto")
    bozza: bool = campo("Bozza")
    oggetto: str = campo("Oggetto", default="")
    numero: str | None = campo("Numero dell’atto", default=None)
    data: date | None = campo("Data dell’atto", default=None)
    registro_generale: str | None = campo("Numero del registro generale", default=None)
    data_registro_generale: date | None = campo("Data del registro generale", default=None)
    cup: str | None = campo("CUP", default=None)
    cig: str | None = campo("CIG", default=None)
    stemma: Path | None = campo("Stemma (PNG o JPEG)", default=None)
    impronte: tuple[tuple[str, str], ...] = campo("Impronte", default=())

    @property
    def titolo(self) -> str:
        """The title of the document, as a reader's window shows it."""
        numero = f" n. {self.numero}" if self.numero else ""
        data = f" del {mostra(self.data)}" if self.data else ""
        stato = " (bozza)" if self.bozza else ""
        tipo = self.tipo_atto.capitalize() if self.tipo_atto.isupper() else self.tipo_atto
        return f"{tipo}{numero}{data}{stato} – {self.oggetto}"

    @property
    def provincia(self) -> str:
        """The line under the name: «Provincia di Cremona»."""
        detta = self.ente.provincia
        if detta.lower().startswith(("provincia", "città", "libero consorzio")):
            return detta
        return f"Provincia di {detta}" if len(detta) > 2 else f"Provincia ({detta})"

    @property
    def piede(self) -> str:
        """The footer of every page: address, tax code, certified mail, site."""
        ente = self.ente
        return f"{ente.indirizzo} – C.F. {ente.codice_fiscale} – PEC {ente.pec} – {ente.sito}"
