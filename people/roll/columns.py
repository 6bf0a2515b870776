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
# Headings as offices write them, in English, French and Arabic; compared without case, accents and signs. Of several in one
# file the one that stands first here counts: “No” beside “Service No” numbers the rows.
WHOLE_NAMES = (
    "full name|full names|nom complet|nom et prenom|nom et prenoms|noms et prenoms|nom prenom|nom prenoms|prenom et nom"
    "|prenoms et nom|الاسم الكامل|الاسم الثلاثي|الاسم واللقب"
)
HEADINGS = {
    "service_number": "service number|service no|svc no|army number|army no|military number|regimental number|personnel number"
    "|matricule|numero matricule|n matricule|no matricule|matricule militaire|mle|n mle|no mle|numero de service|n de service"
    "|sign in name|الرقم العسكري|رقم عسكري|رقم الخدمة|number|no|numero|id|الرقم",
    "name": f"{WHOLE_NAMES}|name|names|last name|surname|family name|nom|noms|nom de famille|الاسم|اللقب",
    "given_name": "given name|given names|first name|first names|forename|forenames|prenom|prenoms|prenom s"
    "|الاسم الشخصي|الاسم الأول",
    "rank": "rank|grade|الرتبة|الرتبة العسكرية",
    "unit": "unit|sub unit|subunit|unite|sous unite|الوحدة|company|coy|compagnie|السرية|platoon|section|peloton|الفصيلة",
    "email": "email|e mail|email address|e mail address|mail|courriel|adresse electronique|adresse e mail|adresse mail"
    "|البريد الإلكتروني|البريد",
    "language": "language|lang|langue|اللغة",
}


KASHIDA = "\u0640"


def plain(text: str) -> str:
    """How headings, ranks and units are compared: in small letters without accents, signs, vowel marks and strokes that only
    stretch a word, with every digit as 0 to 9."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace(KASHIDA, "")
    bare = "".join(str(unicodedata.digit(c, c)) for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


KNOWN = {field: [plain(heading) for heading in headings.split("|")] for field, headings in HEADINGS.items()}
WHOLE = {plain(heading) for heading in WHOLE_NAMES.split("|")}


def guess_columns(header: list[str]) -> dict[str, int]:
    """{field: index of its column} for the headings that speak for themselves; of two alike the first counts."""
    plain_header = [plain(heading) for heading in header]
    found: dict[str, int] = {}
    for field, headings in KNOWN.items():
        if heading := next((each for each in headings if each in plain_header), None):
            found[field] = plain_header.index(heading)
    if "name" in found and plain_header[found["name"]] in WHOLE:
        found.pop("given_name", None)
    return found


def missing_columns(columns: dict[str, int]) -> list[str]:
    """Required fields for which no column was chosen."""
    return [field for field in REQUIRED if field not in columns]


def fingerprint(header: list[str]) -> str:
    """The same for two files with the same headings in the same order."""
    return sha256("\x1f".join(plain(heading) for heading in header).encode()).hexdigest()
