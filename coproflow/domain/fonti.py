"""The sources of law: how a rule is cited, where its text is, and when somebody last checked it."""

from datetime import date

from coproflow.domain.record import record


@record(kw_only=True)
class Fonte:
    """A citable source: an article of a statute, a guideline, a judgment, or the notice itself.

    `verificata_il` is the day somebody read the official text; None says nobody has, and it is shown.
    """

    id: str
    estremi: str
    urn: str = ""
    titolo: str = ""
    testo: str = ""
    vigente_dal: date | None = None
    vigente_al: date | None = None
    verificata_il: date | None = None
    note: str = ""
