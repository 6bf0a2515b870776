"""Which column of a roll means what: guessed from its heading, chosen by a person, remembered for the next file."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "service_number": _("Service number"),
    "name": _("Name"),
    "given_name": _("Given name"),
    "rank": _("Rank"),
    "unit": _("Unit"),
    "email": _("E-mail address"),
    "language": _("Language"),
}
REQUIRED = ("service_number", "name")
# Headings as offices write them, in English, French and Arabic; compared without case, accents and signs.
HEADINGS = {
    "service_number": "service number|service no|svc no|number|no|army no|id|matricule|numero matricule|numero de service"
    "|sign in name|الرقم العسكري|الرقم|رقم الخدمة",
    "name": "name|full name|last name|surname|family name|nom|nom complet|nom de famille|nom et prenom|الاسم|الاسم الكامل|اللقب",
    "given_name": "given name|first name|forename|prenom|prenoms|الاسم الشخصي|الاسم الأول",
    "rank": "rank|grade|الرتبة",
    "unit": "unit|company|platoon|sub unit|subunit|coy|unite|compagnie|section|الوحدة|السرية",
    "email": "email|e mail|e mail address|mail|courriel|adresse electronique|البريد الإلكتروني|البريد",
    "language": "language|lang|langue|اللغة",
}


def plain(text: str) -> str:
    """Small letters without accents, signs and vowel marks: how headings, ranks and units are compared."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", "".join(c for c in letters if not unicodedata.combining(c))).split())


KNOWN = {plain(heading): field for field, headings in HEADINGS.items() for heading in headings.split("|")}


def guess_columns(header: list[str]) -> dict[str, int]:
    """{field: index of its column} for the headings that speak for themselves; the first of two alike counts."""
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        field = KNOWN.get(plain(heading))
        if field:
            found.setdefault(field, index)
    return found


def missing_columns(columns: dict[str, int]) -> list[str]:
    """Required fields for which no column was chosen."""
    return [field for field in REQUIRED if field not in columns]


def fingerprint(header: list[str]) -> str:
    """The same for two files with the same headings in the same order."""
    return sha256("\x1f".join(plain(heading) for heading in header).encode()).hexdigest()
