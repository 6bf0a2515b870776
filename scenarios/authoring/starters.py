"""Scenarios to start from: one of each family, small and whole, to be written on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from scenarios.importing.own import read_document

FOLDER = Path(__file__).parent / "starters"
STARTERS = {"checkpoint": _("Checkpoint"), "detention": _("Detention"), "conduct": _("Conduct")}


def starter(name: str) -> dict[str, Any]:
    """Raises KeyError for a name that is none of ours."""
    if name not in STARTERS:
        raise KeyError(name)
    return read_document((FOLDER / f"{name}.json").read_bytes())
