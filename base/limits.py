"""Bounds on how often one address may ask, shared by all workers through the shared cache."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def is_too_often(request: HttpRequest, action: str, rate: str) -> bool:
    """Counts this request; true when it exceeds a rate such as ``"30/m/ip"``. The address is the one our proxies vouch for."""
    usage = ratelimit.consume(request, app="bluehelm", action=action, config={action: rate}, limit_get=True)
    return usage is None
