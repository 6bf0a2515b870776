"""What a stranger with a code is told: genuine or not, and as little of the person as that needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credentials.models import Credential
from people.services import normalise_code

STATE_TONES = {
    "valid": "right",
    "expiring": "care",
    "expired": "care",
    "revoked": "wrong",
    "superseded": "care",
    "unknown": "plain",
}


@dataclass(frozen=True)
class Verdict:
    """``state``: a state of the credential, or unknown. Without a credential nothing says whether the code ever existed."""

    state: str
    code: str
    credential: Credential | None = None

    @property
    def tone(self) -> str:
        return STATE_TONES[self.state]


def verdict_on(code: str, on: date) -> Verdict:
    """One query, whatever the code."""
    typed = normalise_code(code)[:40]
    credential = Credential.objects.filter(code=typed).select_related("superseded_by").first()
    return Verdict(credential.state(on), typed, credential) if credential else Verdict("unknown", typed)
