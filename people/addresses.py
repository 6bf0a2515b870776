"""Addresses of devices are kept shortened: enough to tell a strange network from the own one, not who sat where."""

from __future__ import annotations

from ipaddress import ip_network

from allauth.usersessions.models import UserSession

KEPT_BITS = {4: 24, 6: 48}  # of the address: the network of a house or an operator


def shortened(address: str) -> str:
    """The address of the network: 198.51.100.23 → 198.51.100.0. What is no address stays as it is."""
    try:
        whole = ip_network(address)
    except ValueError:
        return address
    return str(whole.supernet(new_prefix=KEPT_BITS[whole.version]).network_address)


def shorten_kept(session_key: str) -> None:
    """What allauth’s list of sessions keeps of the session that has just begun. Two queries."""
    for session in UserSession.objects.filter(session_key=session_key):
        session.ip = shortened(session.ip)
        session.save(update_fields=["ip"])
