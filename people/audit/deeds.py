"""The deeds of this floor, in words for the readers of the audit log."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from people.audit import words
from people.erasure.services import Why
from people.groups import group_in_words
from people.levels import Level
from people.models import Posting, Unit
from people.roll.rows import KIND_WORDS

EVENTS = {
    "address set": _("E-mail address set by others"),
    "appointed": _("Appointed to a post"),
    "appointment ended": _("Appointment ended"),
    "audit log exported": _("Audit log taken away as a file"),
    "grants changed": _("Groups or account changed"),
    "own data taken away": _("Own data taken away"),
    "person erased": _("Person erased"),
    "posting changed": _("Posting changed"),
    "posting deleted": _("Posting deleted"),
    "posting made": _("Posting made"),
    "rank changed": _("Level of a rank changed"),
    "retention applied": _("Retention applied"),
    "roll applied": _("Nominal roll taken over"),
    "roll discarded": _("Nominal roll discarded"),
    "roll rows exported": _("Faulty rows of a roll taken away"),
    "second factor reset": _("Second factor reset"),
    "slips issued": _("Claim slips issued"),
    "slips withdrawn": _("Claim slips withdrawn"),
    "status ended": _("Status ended"),
    "status set": _("Status set"),
    "unit added": _("Unit added"),
    "unit dissolved": _("Unit dissolved"),
    "unit moved": _("Unit moved"),
    "unit renamed": _("Unit renamed"),
}
ROWS = {
    "count": _("Number"),
    "ends_on": _("Until"),
    "groups": _("Groups"),
    "level": _("Level"),
    "on": _("On"),
    "open": _("Account open"),
    "parent": _("Under"),
    "people": _("People"),
    "posting": _("Posting"),
    "rank": _("Rank"),
    "role": _("Role"),
    "roll": _("Nominal roll"),
    "rows": _("Rows"),
    "rules": _("Rules of retention"),
    "starts_on": _("From"),
    "status": _("Status"),
    "superuser": _("May do everything"),
    "unit": _("Unit"),
    "units": _("Units"),
    "user": _("Person"),
    "why": _("Why"),
    **KIND_WORDS,
}
PLACES = {
    words.Place.WHOSE: ("user",),
    words.Place.HOW: ("people", "role", "groups", "status", "rank", "level"),
    words.Place.WHERE: ("unit", "parent"),
    words.Place.WHEN: ("starts_on", "on", "ends_on"),
}


def units(numbers: Collection[int]) -> Mapping[int, str]:
    return dict(Unit.objects.filter(pk__in=numbers).values_list("pk", "short_name"))


def groups(numbers: Collection[int]) -> Mapping[int, str]:
    return {pk: group_in_words(name) for pk, name in Group.objects.filter(pk__in=numbers).values_list("pk", "name")}


def register() -> None:
    words.register(
        events=EVENTS,
        rows=ROWS,
        values={
            "role": dict(Posting.Role.choices),
            "status": dict(Posting.Status.choices),
            "level": dict(Level.choices),
            "why": dict(Why.choices),
        },
        names={"unit": units, "parent": units, "groups": groups},
        places=PLACES,
    )
