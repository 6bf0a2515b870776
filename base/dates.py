"""Days and moments as each language writes them, where Django's formats fall short."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TEN_YEARS = timedelta(days=3653)
DAY_OF_MONTH = re.compile(r"(?<!\\)j")


def in_words(value: date | datetime | time, form: str = "j F Y") -> str:
    """By a form of Django's ``date`` filter, in the language that is active.

    The first of a French month is 1er; the Arabic comma stands between an Arabic day and its hour.
    """
    language = get_language() or ""
    if language.startswith("fr") and isinstance(value, date) and value.day == 1:
        form = DAY_OF_MONTH.sub(r"j\\e\\r", form, count=1)
    elif language.startswith("ar"):
        form = form.replace(",", "،")
    text: str = date_format(cast(date, value), form)  # an hour alone is formatted as well, though the stubs do not say so
    return text


def in_sight(day: date, today: date) -> date:
    """The day as it was typed. Raises ValidationError for a slip of the year (0027, 9999): sums over days need room."""
    if abs(day - today) > TEN_YEARS:
        raise ValidationError(_("This day is more than ten years away. Look at the year."))
    return day
