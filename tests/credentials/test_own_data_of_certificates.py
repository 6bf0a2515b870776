"""The own data say of every certificate what happened to it, whichever day they are asked for."""

from __future__ import annotations

from datetime import timedelta

from credentials.services import revoke_credential
from people.own_data import everything
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued


def test_what_replaced_and_what_ended_it_is_told(cast: Cast) -> None:
    older = issued(cast.learner, at=NOW - timedelta(days=365))
    newer = issued(cast.learner, at=NOW)
    revoke_credential(credential=newer, by=cast.administrator, reason=REASON, at=NOW)
    rows = {row["code"]: row for row in everything(cast.learner)["credentials"].rows}
    assert [rows[older.code][name] for name in ("superseded_at", "revoked_at")] == [NOW, None]
    told = [rows[newer.code][name] for name in ("superseded_at", "revoked_at", "revocation_reason")]
    assert told == [None, NOW, REASON]
