"""Sessions in the database, as Django keeps them, with the one query of every visit compiled once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from base.prepared import Prepared


class SessionStore(db.SessionStore):
    """Django's own, but for how the row is fetched."""

    def _get_session_from_db(self) -> Any:
        row = next(iter(_sessions(self.session_key)), None) if self.session_key else None
        if row is None or row.expire_date <= timezone.now():
            self._session_key = None
            return None
        return row

    def _validate_session_key(self, key: str | None) -> bool:
        """A key is letters and digits: what else a cookie says is not asked of the database, which may choke on it."""
        is_long_enough = bool(super()._validate_session_key(key))  # type: ignore[misc]
        return is_long_enough and str(key).isascii() and str(key).isalnum()

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


_sessions: Prepared[Session] = Prepared(lambda key: Session.objects.filter(session_key=key))
