"""Letters that answer a stranger's form. They are sent beside the request: how long its answer takes tells nobody which
addresses belong to an account."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django_tasks import task

from people.models import User


@task()
def send_reset_links(people: list[int]) -> None:
    """A link to a new password for each person, in the language of the account. None: nobody has the address that was typed."""
    for user in User.objects.filter(pk__in=people, is_active=True).order_by("pk"):
        address = EmailAddress.objects.get_primary_email(user) or user.email
        if address:
            with request_context(_request()), translation.override(user.language):
                request_password_reset(_request(), address, [user], default_token_generator)


def _request() -> HttpRequest:
    """allauth words its letters for a request: one that came to the address of the site."""
    request = HttpRequest()
    request.META = {"HTTP_HOST": urlsplit(settings.PUBLIC_URL).netloc}
    return request
