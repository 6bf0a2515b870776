"""How allauth behaves here: closed registration, the reader's language, plain words, one log."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from base.letters import post
from people.addresses import shorten_kept
from people.forms import COUNTRY_COOKIE
from people.models import User
from people.open_sessions import end_sessions
from people.permissions import needs_second_factor
from people.second_factors import open_secret, seal_secret

log = logging.getLogger("bluehelm.people")

A_YEAR = 365 * 24 * 60 * 60
ABOUT_SECOND_FACTORS = "mfa/email/"
CONFIRMATION_SENT = "account/messages/email_confirmation_sent.txt"
# What stands on its own as a second factor; recovery codes only help out.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are claimed, never signed up for."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This sign-in name and this password do not fit together. Check both and try again."),
        "incorrect_password": _("This is not your password. Check it and try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again. Nothing is lost."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again. Nothing is lost."),
        "incorrect_code": _("This code is not right, or it was used before. Wait for the next one and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Ways back are paths. allauth lets any host of ALLOWED_HOSTS through, so that a pattern would open every subdomain."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        shorten_kept(request.session.session_key or "")
        request.session.set_expiry(0)  # the cookie ends with the browser, however the person came in
        remember(response, settings.LANGUAGE_COOKIE_NAME, user.language)
        remember(response, COUNTRY_COOKIE, user.country_id)
        log.info("signed in", extra={"data": {"user": user.pk}})
        return response

    def logout(self, request: HttpRequest) -> None:
        log.info("signed out", extra={"data": {"user": request.user.pk}})
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        name = credentials.get("username", "")
        user = User.objects.filter(username=name).values_list("pk", flat=True).first()
        log.warning("sign-in failed", extra={"data": {"user": user}})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Below the address of the site: a letter trusts no address that a request names."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.PUBLIC_URL}{path.replace('UID-KEY', quote(key))}"

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return f"{settings.PUBLIC_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Every change of a password, a second factor or an address passes here: log it, tell its owner."""
        log.info("account changed", extra={"data": {"user": user.pk, "change": template_prefix.rsplit("/", 1)[-1]}})
        if template_prefix.startswith(ABOUT_SECOND_FACTORS):
            self._sign_out_elsewhere(user)
        address = email or user.email
        if not address:
            return
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, address)

    def _sign_out_elsewhere(self, user: Any) -> None:
        """Whoever came in with the password alone, before there was a second factor, must not go on beside it."""
        if end_sessions(user=user, but=self.request.session.session_key or ""):
            messages.info(self.request, _("You were signed out on your other devices."))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Beside the request: a mail server that is away or slow holds nobody up, and undoes nothing."""
        request = allauth_context.request
        words = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        user = getattr(context.get("user"), "pk", None)
        request.is_letter_unsent = not post(self.render_mail(template_prefix, email, words), user=user)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        super().send_confirmation_mail(request, emailconfirmation, signup)
        if getattr(request, "is_letter_unsent", False):
            messages.error(request, _("The letter could not be sent just now. Try again later."))

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **more: Any) -> None:
        """Says nothing of a letter that did not go."""
        if message_template != CONFIRMATION_SENT or not getattr(request, "is_letter_unsent", False):
            super().add_message(request, level, message_template, *rest, **more)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor, with the sign-in name as its label and a duty that cannot be shaken off."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your duty needs a second factor: add another one first, then remove this one. "
            "An administrator can reset it when the phone is lost."
        ),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name, "name": user.username}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return "Bluehelm"

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whoever sees other people's data keeps at least one factor; recovery codes do not count."""
        user = authenticator.user
        if not settings.SECOND_FACTOR_REQUIRED or not needs_second_factor(user, timezone.localdate()):
            return True
        others = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exclude(pk=authenticator.pk)
        return others.exists()


def remember(response: HttpResponse, name: str, value: str) -> None:
    """A plain cookie for a year; “Finish and clear” takes it away."""
    response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
