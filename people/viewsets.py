"""Wagtail's pages for accounts: names, ranks, groups; passwords are set only by their owners."""

from __future__ import annotations

from wagtail.users.views.users import UserViewSet


class PeopleViewSet(UserViewSet):
    """Stands in for Wagtail's own; the form follows in people.forms."""
