"""Addresses of static files, each looked up once in a process: the tag ``static`` of every template that does not load Django's.

The files do not change while the site runs, and Django asks for each of them at each place of each page whether the app that
serves them is installed.
"""

from __future__ import annotations

from functools import cache

from django import template
from django.templatetags import static

register = template.Library()


@cache
def asset(path: str) -> str:
    """The address of a static file, as ``django.templatetags.static.static`` says it."""
    return str(static.static(path))


class AssetNode(static.StaticNode):
    """Django's ``{% static %}``, with the address that is kept."""

    @classmethod
    def handle_simple(cls, path: str) -> str:
        return asset(path)


@register.tag("static")
def do_static(parser: template.base.Parser, token: template.base.Token) -> static.StaticNode:
    return AssetNode.handle_token(parser, token)
