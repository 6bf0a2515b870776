"""Whoever sees other people's data needs a second factor; the demonstration lets them through."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.middleware import guarded
from people.models import User
from tests.access import Cabinet, address, filled, patterns, read_table
from tests.access_table import TABLE
from tests.conftest import Cast
from tests.factories.stage import furnish, officials_of
from tests.people.at_the_door import BACKEND, add_app

INDEX = "/account/2fa/"
# What a password alone opens: what is public, the door, the own account, and what everybody does for himself or herself. Whatever
# address is not named here leads to setting up a second factor whoever has one of the powers on people.powers.
WITH_PASSWORD = """
healthz set_language media wagtail_serve wagtaildocs_serve law:library law:card law:glossary law:rule
wagtailcore_authenticate_with_password wagtaildocs_authenticate_with_password courses:lesson-screen
credentials:verify credentials:verdict credentials:issuer credentials:status-list credentials:verify-file credentials:offline
credentials:revoked credentials:shared

wagtailcore_login account_login account_logout account_signup account_inactive account_reset_password
account_reset_password_done account_reset_password_from_key account_reset_password_from_key_done
account_email_verification_sent account_confirm_email account_confirm_login_code mfa_authenticate mfa_login_webauthn
people:claim people:claim-password people:finish

people:account people:own-data people:own-data-archive people:own-data-file people:messages people:messages-read
people:message-open account_email account_change_password account_set_password account_reauthenticate usersessions_list
mfa_index mfa_reauthenticate mfa_reauthenticate_webauthn mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_edit_webauthn
mfa_remove_webauthn

courses:home courses:lesson-finish courses:course-finish courses:course-renew contests:course
scenarios:start scenarios:run scenarios:decide scenarios:step-back scenarios:play-from scenarios:shown scenarios:pace
scenarios:debrief quizzes:sit quizzes:history quizzes:attempt-start quizzes:attempt quizzes:attempt-save quizzes:attempt-answer
quizzes:attempt-time quizzes:attempt-review quizzes:attempt-submit quizzes:attempt-result quizzes:attempt-contest
quizzes:attempt-reread credentials:share credentials:link-withdraw
"""


def with_password_only(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def the_powerful(cast: Cast) -> dict[str, User]:
    """Somebody of every role but the learner's."""
    plain = {"commander": cast.commander, "trainer": cast.trainer, "administrator": cast.administrator}
    return plain | officials_of(cast)


def leads_to_set_up(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"] == INDEX


@pytest.mark.parametrize("who", ["commander", "officer", "trainer", "reviewer", "administrator", "auditor"])
def test_a_password_alone_opens_what_is_public_or_ones_own_and_nothing_else(
    cast: Cast, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    stage, people = furnish(cast), the_powerful(cast)
    cabinet, opened = Cabinet(people, with_password_only, (who,)), set()
    for row in read_table(TABLE):
        data = {} if row.method == "POST" else None
        answer = cabinet.ask(who, row.method, address(row, stage), data)
        if not leads_to_set_up(answer):
            opened.add(row.name)
    doors = {"admin-login-door", "admin-reset-door", "admin-logout-door", "admin-account-door"}
    assert opened - doors == set(WITH_PASSWORD.split())


def test_a_password_alone_opens_nothing_in_the_editor(cast: Cast) -> None:
    cabinet = Cabinet({"trainer": cast.trainer}, with_password_only, ("trainer",))
    named = {row.name for row in read_table(TABLE)}
    routes = [each.route for each in patterns() if each.route.startswith("admin/") and each.name not in named]
    answers = {route: cabinet.ask("trainer", "GET", filled(route, {})) for route in routes}
    assert [route for route, answer in answers.items() if not leads_to_set_up(answer)] == []


@pytest.mark.parametrize("address", ["/readiness/", "/units/", "/readiness/units/{alpha}/"])
def test_a_second_factor_opens_the_rest(cast: Cast, address: str) -> None:
    add_app(cast.commander)
    answer = with_password_only(cast.commander).get(address.format(alpha=cast.alpha.pk))
    assert answer.status_code in {200, 302}
    assert not leads_to_set_up(answer)


def test_the_demonstration_lets_them_through(cast: Cast, settings: object) -> None:
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    assert with_password_only(cast.administrator).get("/me/slip/").status_code == 200
    assert with_password_only(cast.trainer).get("/admin/").status_code == 200


def test_the_demonstration_says_so_to_those_whom_it_lets_through(cast: Cast, settings: Any) -> None:
    said = b"Nobody is asked for a second factor."
    settings.DEMONSTRATION = True
    for required, who, is_told in ((False, cast.trainer, True), (False, cast.learner, False), (True, cast.trainer, False)):
        settings.SECOND_FACTOR_REQUIRED = required
        assert (said in with_password_only(who).get("/rules/").content) == is_told


@pytest.mark.parametrize("address", ["/me/", "/me/data/"])
def test_a_learner_is_never_asked(cast: Cast, address: str) -> None:
    assert with_password_only(cast.learner).get(address).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.commander, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert with_password_only(cast.commander).get("/readiness/")["Location"] == INDEX


def test_a_marked_view_is_guarded_wherever_it_lives() -> None:
    def view() -> None: ...

    assert guarded(view).needs_second_factor is True  # type: ignore[attr-defined]
