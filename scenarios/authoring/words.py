"""What the map's scripts say, in the author's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from people.levels import Level


def words() -> dict[str, Any]:
    """Pairs are for one and for several; %(n)s is the number."""
    return {
        "scene": _("Scene"),
        "ending": _("Ending"),
        "start": _("the story begins here"),
        "in": [_("%(n)s way in"), _("%(n)s ways in")],
        "out": [_("%(n)s way out"), _("%(n)s ways out")],
        "problems": [_("%(n)s problem"), _("%(n)s problems")],
        "route": _("by itself"),
        "notBuilt": _("not built yet"),
        "nothing": _("Nothing is chosen."),
        "newScene": _("New scene"),
        "newEnding": _("New ending"),
        "newChoice": _("New choice"),
        "copy": _("(copy)"),
        "when": _("only when"),
        "added": _("Added. Press Enter to write it."),
        "begins": _("The story begins here now."),
        "connected": _("“%(from)s” leads to “%(to)s” now. Edit the scene to write the choice."),
        "chooseScene": _("Choose a scene first; an ending leads nowhere."),
        "removed": _("Taken away. Undo brings it back."),
        "notFound": _("Nothing was found."),
        "found": _("%(errors)s errors among %(all)s findings. Errors stop the release, not the draft."),
        "sound": _("Nothing was found: the story holds."),
        "error": _("Error:"),
        "warning": _("Warning:"),
        "keep": _("Take over"),
        "leave": _("Leave as it was"),
        "mistakes": _("Something is not right yet; see below."),
        "level": _("Level"),
        "levels": [str(level.label) for level in Level],
        "ended": _("The story ends here."),
        "cannotGoOn": _("It cannot go on from here: a name or a way is missing."),
    }
