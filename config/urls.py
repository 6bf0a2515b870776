"""Every address of the site, each with its own floor."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.urls import serve_pattern

from base.languages import pages_by_language
from base.views import healthz, media, serve_page, switch_language
from people.views import remove_passkey

login_not_required(serve_document)  # lessons are public, and so are their sounds and files; private collections ask by themselves
to_sign_in = login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))
by_password = [p for p in wagtail_urls.urlpatterns if getattr(p, "name", "") == "wagtailcore_authenticate_with_password"]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", switch_language, name="set_language"),
    # Every door leads to the one sign-in (security.md, section 1).
    path("admin/login/", to_sign_in, name="admin-login-door"),
    re_path(r"^admin/password_reset/.*$", to_sign_in, name="admin-reset-door"),
    path("_util/login/", to_sign_in, name="wagtailcore_login"),
    path("admin/logout/", require_POST(LogoutView.as_view()), name="admin-logout-door"),  # Wagtail's own signs out at a mere look
    path("admin/account/", RedirectView.as_view(pattern_name="people:account"), name="admin-account-door"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("account/", include("allauth.urls")),
    path("me/", include("people.urls")),
    path("roll/", include("people.roll.urls")),
    path("audit/", include("people.audit.urls")),
    path("slips/", include("people.slips.urls")),
    path("units/", include("people.status.urls")),
    path("rules/", include("law.urls")),
    path("", include("credentials.urls")),
    path("external/", include("credentials.external.urls")),
    path("prints/", include("credentials.prints.urls")),
    path("learn/", include("courses.urls")),
    path("contests/", include("courses.contests.urls")),
    path("classes/", include("courses.classes.urls")),
    path("curriculum/", include("curriculum.urls")),
    path("play/", include("scenarios.urls")),
    path("quiz/figures/", include("quizzes.reports.urls")),
    path("quiz/to-mark/", include("quizzes.hand_marking.urls")),
    path("quiz/sittings/", include("quizzes.sittings.urls")),
    path("quiz/paper/", include("quizzes.paper.urls")),
    path("quiz/corrections/", include("quizzes.corrections.urls")),
    path("quiz/", include("quizzes.urls")),
    path("readiness/documents/", include("readiness.documents.urls")),
    path("readiness/", include("readiness.urls")),
    path("reminders/", include("readiness.reminders.urls")),
    *by_password,
]
if not settings.PRODUCTION:
    urlpatterns.append(path("media/<path:path>", media, name="media"))
urlpatterns += pages_by_language(re_path(serve_pattern, serve_page, name="wagtail_serve"))

handler403 = "quizzes.doors.forbidden"
handler500 = "base.errors.server_error"
