"""The page that a guard saves: one file with keys, revocations and code inside, which verifies claims without a network."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from credentials.badges.keys import public_keys
from credentials.badges.multibase import base64url
from credentials.badges.signing import revoked_offline
from people.levels import Level

STATIC = Path(settings.BASE_DIR) / "static"
SCRIPTS = ("vendor/noble-ed25519-2.3.0/index.js", "js/verify-offline.js")
STYLES = ("css/tokens.css", "css/offline.css")
EXPORT = re.compile(r"^export \{.*?\};?$", re.MULTILINE | re.DOTALL)
ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}  # nothing ends the script that holds it


def offline_page(at: datetime) -> str:
    """The whole page in the reader's language, with what is revoked at this moment."""
    script, style = _script(), _style()
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; script-src {_hash(script)}; style-src {_hash(style)}"
    known = {
        "keys": {number: base64url(key.raw) for number, key in public_keys().items()},
        "list": json.loads(revoked_offline(at)),
        "levels": {level.value: str(level.label) for level in Level},
        "endless": _("No end date"),
    }
    context = {
        "policy": mark_safe(policy),
        "style": mark_safe(f"<style>{style}</style>"),
        "script": mark_safe(f'<script type="module">{script}</script>'),
        "known": mark_safe(json.dumps(known).translate(ESCAPED)),
        "issuer": settings.CENTRE_NAME,
        "address": settings.PUBLIC_URL,
    }
    return render_to_string("credentials/offline_file.html", context)


@cache
def _script() -> str:
    return "\n".join(EXPORT.sub("", (STATIC / name).read_text()) for name in SCRIPTS)


@cache
def _style() -> str:
    return "\n".join((STATIC / name).read_text() for name in STYLES)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
