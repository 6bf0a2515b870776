"""Slips as one PDF to print and cut: eight a page, each in the language of its person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from base.dates import in_words
from base.printing import plain, printed, qr_svg
from people.models import ClaimCode

SHEET = Path(__file__).parent.parent / "sheets" / "slips.typ"


def slips_pdf(slips: Iterable[tuple[ClaimCode, str, str]], *, title: str, at: datetime) -> bytes:
    """``slips``: (row, code, name of the unit) for each person, in the order in which they are cut."""
    shown = [_slip(row, code, unit) for row, code, unit in slips]
    day = timezone.localdate(at)
    data = {
        "title": plain(title),
        "language": (translation.get_language() or "en")[:2],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "address": f"{settings.PUBLIC_URL}{reverse('people:claim')}",
        "slips": shown,
    }
    return printed(SHEET, data)


def _slip(row: ClaimCode, code: str, unit: str) -> dict[str, Any]:
    person = row.user
    address = f"{settings.PUBLIC_URL}{reverse('people:claim')}"
    with translation.override(person.language):
        return {
            "language": person.language,
            "name": plain(person.name),
            "unit": plain(unit),
            "rank": plain(person.rank.name if person.rank else ""),
            "account": person.username,
            "code": "-".join(code[i : i + 4] for i in range(0, len(code), 4)),
            "qr": qr_svg(f"{address}#{person.username}/{code}"),
            "words": {
                "title": _("Your training account"),
                "account": _("Sign-in name"),
                "code": _("Code"),
                "until": _("Works until"),
                "until_day": in_words(timezone.localdate(row.expires_at)),
                "steps": [
                    _("Scan the sign, or open this address:"),
                    _("Type the sign-in name and the code."),
                    _("Choose your own password: at least 12 characters. A short sentence works well."),
                    _("Tell nobody the password. Destroy this slip."),
                ],
                "again": _("The code works once. If it does not work, ask your training officer for a new slip."),
            },
        }
