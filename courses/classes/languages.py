"""Languages in which people are taught: more than the site speaks, because an instructor speaks them."""

from __future__ import annotations

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info


def language_choices() -> list[tuple[str, str]]:
    """(code, name in the reader's language): those of the site first, then every other language that Django can name."""
    first = [code for code, _name in settings.LANGUAGES]
    others = sorted((code for code in LANG_INFO if len(code) == 2 and code not in first), key=language_name)
    return [(code, language_name(code)) for code in (*first, *others)]


def language_name(code: str) -> str:
    """The language in words; a code that nobody knows stands for itself."""
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code
