"""Forms at the door: signing in, claiming an account, the own password, the second factor, the language."""

from __future__ import annotations

import logging
import re
from typing import Any

from allauth.account.forms import AddEmailForm, ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.models import EmailAddress
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from people.letters import send_reset_links
from people.models import Country, User
from people.models.users import COUNTRY_CODE
from people.names import sign_in_name
from people.own_address import keep_address

log = logging.getLogger("bluehelm.people")

COUNTRY_COOKIE = "country"
NAME_ATTRS = {"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
CODE_ATTRS = {
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "dir": "ltr",
    "class": "one-time",
}
NUMBER_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "class": "one-time"}


def remembered_country(request: HttpRequest) -> str:
    """The country that this browser remembers; whatever else a cookie may say is nothing."""
    said = request.COOKIES.get(COUNTRY_COOKIE, "")
    return said if re.fullmatch(COUNTRY_CODE.regex, said) else ""


def name_help(country: str) -> str:
    """Says what to type; where this browser knows the country, the number alone is enough."""
    if country:
        return gettext("Your service number is enough: this browser remembers %(country)s.") % {"country": country}
    return gettext("Country letters, a hyphen and your service number, for example QM-10423.")


class SignInForm(LoginForm):
    """allauth's sign-in with names as soldiers type them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = remembered_country(self.request) if self.request else ""
        name = self.fields["login"]
        name.label, name.help_text = _("Sign-in name"), name_help(self.country)
        name.max_length = None
        name.widget = forms.TextInput(attrs=NAME_ATTRS)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        return sign_in_name(self.cleaned_data["login"], self.country, Country.codes())


class ClaimForm(forms.Form):
    """What the slip says."""

    name = forms.CharField(label=_("Sign-in name"), max_length=80, widget=forms.TextInput(attrs=NAME_ATTRS))
    code = forms.CharField(
        label=_("Code on your slip"),
        max_length=80,
        help_text=_("12 letters and digits. Small letters, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs=CODE_ATTRS),
    )

    def __init__(self, *args: Any, country: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        self.fields["name"].help_text = name_help(country)

    def clean_name(self) -> str:
        return sign_in_name(self.cleaned_data["name"], self.country, Country.codes())


def name_passwords(first: forms.Field, second: forms.Field, label: Any) -> None:
    """The same words and the same advice wherever somebody chooses a password."""
    first.label, second.label = label, _("The same password again")
    first.help_text = _("At least 12 characters. A short sentence that only you would think of works well. You may paste it.")
    second.help_text = ""


class OwnPasswordForm(SetPasswordForm):
    """The own password, chosen by its owner alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passwords(self.fields["new_password1"], self.fields["new_password2"], _("Your own password"))

    def clean(self) -> dict[str, Any]:
        """As Django's, but a fault of the password is said beside the password, not beside its repetition."""
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return self.cleaned_data


class NewPasswordForm(ChangePasswordForm):
    """Another password, by whoever knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = _("Current password"), ""
        name_passwords(self.fields["password1"], self.fields["password2"], _("New password"))


class NewPasswordByLinkForm(ResetPasswordKeyForm):
    """Another password, by whoever holds the link from the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passwords(self.fields["password1"], self.fields["password2"], _("New password"))


class Addressed(forms.Form):
    """An address is called the same everywhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class AskForLinkForm(Addressed, ResetPasswordForm):
    """Asks for a letter with a link."""

    users: list[User]

    def save(self, request: Any, **kwargs: Any) -> str:
        """Hands over the same work whether or not somebody has this address."""
        send_reset_links.enqueue([user.pk for user in self.users])
        return str(self.cleaned_data["email"])


class AddressForm(Addressed, AddEmailForm):
    """The own address, new or changed. The one that stands counts until the new one is confirmed."""

    def save(self, request: HttpRequest) -> EmailAddress:
        keep_address(self.user)
        made: EmailAddress = super().save(request)
        return made


class LanguageForm(forms.Form):
    """The language that the interface speaks to this person, on every phone."""

    language = forms.ChoiceField(
        label=_("Language of the pages"),
        choices=[(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES],
    )


def use_up(user: Any, code: str) -> bool:
    """Marks a code as used for as long as a clock may still accept it; False when it was used before (ASVS 6.5.1)."""
    lifetime = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
    return bool(cache.add(f"people.totp.used:{user.pk}:{normalize_user_code(code)}", "y", timeout=lifetime))


class OnceOnly(forms.Form):
    """allauth remembers a used code for one period only, but accepts it for as many as the tolerance adds."""

    user: Any
    authenticator: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs = dict(NUMBER_ATTRS)

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            log.warning("second factor failed", extra={"data": {"user": self.user.pk}})
            raise
        is_totp = self.authenticator is None or self.authenticator.type == Authenticator.Type.TOTP
        if is_totp and not use_up(self.user, code):
            log.warning("second factor used twice", extra={"data": {"user": self.user.pk}})
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceOnly, AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""


class ConfirmSecondFactorForm(OnceOnly, ReauthenticateForm):
    """The same, before something that matters."""


class AppSetUpForm(OnceOnly, ActivateTOTPForm):
    """The first code of a new authenticator app."""


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; it opens the account by itself unless its owner says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        alone = self.fields["passwordless"]
        alone.initial, alone.label = True, _("Opens the account without a password")
        alone.help_text = _("The phone asks for its own lock: finger, face or PIN.")


class FindPersonForm(forms.Form):
    """Finds a person by name or sign-in name."""

    q = forms.CharField(label=_("Name or sign-in name"), min_length=2, max_length=80)

    def people(self, among: Any) -> list[User]:
        words = self.cleaned_data["q"].split()
        for word in words:
            among = among.filter(name__icontains=word) | among.filter(username__icontains=word)
        return list(among.select_related("rank", "country").order_by("name", "username")[:20])
