"""What the map's scripts say, in the author's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.levels import Level

# A number of each plural category of CLDR, as the browser names them; languages use some of the six.
CATEGORIES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def forms(counted: Callable[[int], str]) -> dict[str, str]:
    """What is said of a number, by its category in the author's language; the script puts the number in for %(n)s."""
    return {category: counted(number) for category, number in CATEGORIES.items()}


def words() -> dict[str, Any]:
    """Plain texts, and by number where things are counted."""
    return _of_the_map() | _of_the_form()


def _of_the_map() -> dict[str, Any]:
    return {
        "scene": _("Scene"),
        "ending": _("Ending"),
        "start": _("the story begins here"),
        "in": forms(lambda n: ngettext("%(n)s way in", "%(n)s ways in", n)),
        "out": forms(lambda n: ngettext("%(n)s way out", "%(n)s ways out", n)),
        "problems": forms(lambda n: ngettext("%(n)s problem", "%(n)s problems", n)),
        "arrow": _("→"),
        "comma": _(", "),
        "semicolon": _("; "),
        "route": _("by itself"),
        "asks": _("asks for it in a condition"),
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
        "findings": forms(lambda n: ngettext("%(n)s finding", "%(n)s findings", n)),
        "errors": forms(lambda n: ngettext("%(n)s error", "%(n)s errors", n)),
        "found": _("%(findings)s, %(errors)s among them. Errors stop the release, not the draft."),
        "sound": _("Nothing was found: the story holds."),
        "meets": _("Save all the same: what both of you changed comes together. Where it was the same, you choose first."),
        "unchecked": _("It could not be checked just now. The next change tries again."),
    }


def _of_the_form() -> dict[str, Any]:
    return {
        "error": _("Error:"),
        "warning": _("Warning:"),
        "keep": _("Take over"),
        "leave": _("Leave as it was"),
        "scenes": _("Scenes"),
        "endings": _("Endings"),
        "meters": _("Meters"),
        "chooseOne": _("Choose …"),
        "unknownKey": _("“%(key)s” (does not exist)"),
        "taken": _("The key “%(key)s” is taken already. Choose another one."),
        "unsaved": _("What you changed here is not taken over yet. “Leave as it was” gives it up."),
        "mistakes": _("Something is not right yet; see below."),
        "unsent": _(
            "It could not be sent just now. Nothing that you wrote is lost: sign in again in another window, or try again."
        ),
        "level": _("Level"),
        "levels": [str(level.label) for level in Level],
        "ended": _("The story ends here."),
        "cannotGoOn": _("It cannot go on from here: a name or a way is missing."),
    }
