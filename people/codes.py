"""Codes that people read from paper and type: their letters, what a reader meant, and how a code is kept."""

from __future__ import annotations

import unicodedata
from secrets import choice

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

# Crockford's base 32 without letters that a tired eye confuses: no I, L, O, U.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
SALT = "people.codes"


def new_code(length: int) -> str:
    """A code that nobody guesses; each character is worth five bits."""
    return "".join(choice(CODE_ALPHABET) for _ in range(length))


def normalise_code(typed: str) -> str:
    """What the reader meant: capitals, any script's digits, without spaces, dashes and what nobody sees, look-alikes mapped."""
    letters = (c for c in unicodedata.normalize("NFKC", typed) if c.isprintable() and unicodedata.category(c)[0] not in "ZP")
    return "".join(str(unicodedata.digit(c, c)) for c in letters).upper().translate(MISREAD)


def seal_code(code: str, owner: int) -> str:
    """What is kept of a code: a hash under the site's key. Without the key a copy of the database opens nothing.

    A slow hash would protect what people choose; these codes are random, and a company's slips are made in one go.
    """
    return salted_hmac(SALT, f"{owner}:{code}", algorithm="sha256").hexdigest()


def fits_seal(code: str, owner: int, seal: str) -> bool:
    """Whether the code was sealed so, under the present key or one that it follows."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    seals = [salted_hmac(SALT, f"{owner}:{code}", secret=key, algorithm="sha256").hexdigest() for key in keys]
    return any(constant_time_compare(seal, each) for each in seals)
