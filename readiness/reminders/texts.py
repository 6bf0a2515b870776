"""What a reminder says, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.dates import in_words
from credentials.models import Achievement
from readiness.thresholds import DueDay

FALLBACK = "en"


def achievement_names() -> dict[str, dict[str, str]]:
    """{achievement key: {language: name}}. One query."""
    names: dict[str, dict[str, str]] = {}
    for key, language, name in Achievement.objects.values_list("key", "locale__language_code", "name"):
        names.setdefault(key, {})[language] = name
    return names


def name_in(names: dict[str, str], language: str) -> str:
    """In the language where it exists, else in English, else in any."""
    return names.get(language) or names.get(FALLBACK) or next(iter(names.values()), "")


def reminder(language: str, name: str, day: DueDay, on: date) -> str:
    """Says what is due and how many days are left on the day it is sent, whatever the threshold was."""
    with translation.override(language):
        return _sentence(name, day, on)


# The same sentence goes to many people; the sentences of a day are few.
reminder_once = lru_cache(1_000)(reminder)


def by_hand(language: str, name: str, day: DueDay | None, on: date) -> str:
    """An officer's reminder says the same; without a due day only what to go on with."""
    with translation.override(language):
        return _sentence(name, day, on) if day else _("Please go on with “%(name)s”.") % {"name": name}


def _sentence(name: str, day: DueDay, on: date) -> str:
    left = (day.on - on).days
    values = {"name": name, "days": left, "day": in_words(day.on)}
    if left < 0:
        said = (
            _("Your certificate “%(name)s” expired on %(day)s. Renew it as soon as you can.")
            if day.is_renewal
            else _("“%(name)s” was due on %(day)s. Finish it as soon as you can.")
        )
    elif left == 0:
        said = (
            _("Your certificate “%(name)s” expires today. Renew it now.")
            if day.is_renewal
            else _("“%(name)s” is due today. Finish it now.")
        )
    elif day.is_renewal:
        said = ngettext(
            "Your certificate “%(name)s” expires in %(days)d day, on %(day)s. Renew it before then.",
            "Your certificate “%(name)s” expires in %(days)d days, on %(day)s. Renew it before then.",
            left,
        )
    else:
        said = ngettext("“%(name)s” is due in %(days)d day, on %(day)s.", "“%(name)s” is due in %(days)d days, on %(day)s.", left)
    return said % values


def digest(language: str, units: Iterable[str], reminded: int, overdue: int) -> str:
    """Figures only; who they are stands on the readiness page."""
    with translation.override(language):
        one = ngettext("%(count)d person was reminded today.", "%(count)d people were reminded today.", reminded)
        other = ngettext("%(count)d person is overdue.", "%(count)d people are overdue.", overdue)
        said = " ".join([one % {"count": reminded}, other % {"count": overdue}])
        return f"{' · '.join(units)}: {said}"


@lru_cache(100)
def subject(language: str, *, is_digest: bool = False) -> str:
    """The line above a letter: nothing in it says who, where or what."""
    with translation.override(language):
        return _("Readiness of your unit") if is_digest else _("A reminder about your training")


def letter(language: str, text: str, address: str) -> str:
    """A whole letter in plain text; ``address``: where to act on it."""
    way, closing = _frame(language)
    return f"{text}\n\n{way % {'address': address}}\n\n-- \n{closing}\n"


@lru_cache(100)
def _frame(language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Open: %(address)s"), _("This letter was sent by Bluehelm. Nobody reads answers to it.")
