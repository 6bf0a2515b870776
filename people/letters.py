"""Letters about an account that its owner did not ask for there and then.

Those that answer a stranger's form are sent beside the request: how long its answer takes tells nobody which addresses belong
to an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.core.context import request_context
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django_tasks import task

from base.letters import straight
from people.models import User


@task()
def send_reset_links(people: list[int]) -> None:
    """A link to a new password for each person, in the language of the account. None: nobody has the address that was typed."""
    for user in User.objects.filter(pk__in=people, is_active=True).order_by("pk"):
        if user.email:
            with straight(), request_context(_request()), translation.override(user.language):
                request_password_reset(_request(), user.email, [user], default_token_generator)


def tell_former_addresses(told: Mapping[int, str], at: datetime) -> None:
    """Whoever has opened the account hears at the address that counted until now that others set another one.

    Neither address stands in the letter: it may reach somebody to whom the former one belonged by mistake.
    """
    with request_context(_request()):
        for user in User.objects.filter(pk__in=told, is_active=True).order_by("pk").iterator():
            if user.has_usable_password():
                with translation.override(user.language):
                    get_adapter().send_mail("account/email/address_set", told[user.pk], {"user": user, "timestamp": at})


def _request() -> HttpRequest:
    """allauth words its letters for a request: one that came to the address of the site."""
    request = HttpRequest()
    request.META = {"HTTP_HOST": urlsplit(settings.PUBLIC_URL).netloc}
    return request
