"""The national holidays out of the `holidays` package, once: the store keeps them from then on."""

from importlib.metadata import version

import holidays

from coproflow.domain.calendario import DOMENICA, Calendario


def load_calendario(dal: int, al: int) -> Calendario:
    """The Italian national holidays from the year `dal` to the year `al`, both included; no patron saint.

    L. 260/1949 and later changes, L. 151/2025 (4 October) included.

    Raises:
        ValueError: if the years are reversed, or the package has no holidays for one of them.
    """
    fonte = f"holidays {version('holidays')}"
    per_anno = {year: holidays.country_holidays("IT", years=year) for year in range(dal, al + 1)}
    if ignoti := [year for year, giorni in per_anno.items() if not giorni]:
        raise ValueError(f"il pacchetto {fonte} non conosce le festività del {ignoti[0]}")
    festivi = frozenset(d for giorni in per_anno.values() for d in giorni if d.weekday() != DOMENICA)
    return Calendario(festivi=festivi, dal=dal, al=al, fonte=fonte)
