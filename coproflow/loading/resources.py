"""Where the workflows and the templates are: beside the package in a wheel, at the top of a checkout.

Never `importlib.resources`: an editable install leaves a stale copy of `_data` in site-packages.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder that holds `workflows/` and `templates/`."""
    dentro = _PACKAGE / "_data"
    return dentro if dentro.is_dir() else _PACKAGE.parent


def workflows_folder() -> Path:
    """The procedures, the parameters and the sources."""
    return data_folder() / "workflows"


def templates_folder() -> Path:
    """The templates of the acts."""
    return data_folder() / "templates" / "atti"
