"""The drawings that a lesson can show. Their numbers are explained beside them, so that a translation needs no new drawing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Drawing:
    """``numbers``: how many it has, from 1; ``height``: in units of which the width has 320.

    ``is_directed``: it is read from side to side, and mirrored where the text runs from right to left.
    """

    key: str
    name: str | Promise
    numbers: int
    height: int
    is_directed: bool = True

    @property
    def template(self) -> str:
        return f"diagrams/{self.key}.html"


DRAWINGS = {
    drawing.key: drawing
    for drawing in (
        Drawing("protection-tiers", _("Protection: three tiers"), 3, 200, is_directed=False),
        Drawing("protection-phases", _("Protection: four phases"), 4, 216),
        Drawing("force-ladder", _("The ladder of force"), 6, 220),
        Drawing("distinction", _("Distinction of persons and objects"), 5, 300),
        Drawing("checkpoint-zones", _("Zones of a checkpoint"), 6, 340),
        Drawing("report-chain", _("The chain of reports"), 5, 216),
        Drawing("who-investigates", _("Who investigates whom"), 5, 250),
        Drawing("protective-emblems", _("Protective emblems (only for the lesson about them)"), 6, 216, is_directed=False),
    )
}


def drawing_choices() -> list[tuple[str, str | Promise]]:
    """For the editor; a function, so that a new drawing needs no migration."""
    return [(drawing.key, drawing.name) for drawing in DRAWINGS.values()]
