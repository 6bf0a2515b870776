"""Addresses of verification, certificates, and of what is asked of units."""

from django.urls import path

from credentials.views import badges, certificates, demands, renewals, sharing

app_name = "credentials"
urlpatterns = [
    path(".well-known/did.json", badges.issuer, name="issuer"),
    path("status/<int:number>", badges.status_list, name="status-list"),
    path("verify/", certificates.verify, name="verify"),
    path("verify/file/", certificates.verify_file, name="verify-file"),
    path("verify/bluehelm-verify.html", badges.offline, name="offline"),
    path("verify/revoked.json", badges.revoked, name="revoked"),
    path("v/<slug:code>/", certificates.verdict, name="verdict"),
    path("certificates/<slug:code>/", certificates.credential, name="credential"),
    path("certificates/<slug:code>/badge.json", badges.badge, name="badge"),
    path("certificates/<slug:code>/sheet.pdf", certificates.sheet, name="sheet"),
    path("certificates/<slug:code>/revoke/", certificates.revoke, name="revoke"),
    path("certificates/<slug:code>/share/", sharing.share, name="share"),
    path("shared/<int:pk>/withdraw/", sharing.withdraw, name="link-withdraw"),
    path("s/<slug:token>/", sharing.shared, name="shared"),
    path("requirements/", demands.requirements, name="requirements"),
    path("requirements/new/", demands.requirement_new, name="requirement-new"),
    path("requirements/<int:pk>/end/", demands.requirement_end, name="requirement-end"),
    path("deployments/", demands.deployments, name="deployments"),
    path("deployments/new/", demands.deployment_new, name="deployment-new"),
    path("deployments/<int:pk>/withdraw/", demands.deployment_withdraw, name="deployment-withdraw"),
    path("renewals/new/", renewals.renewal_call, name="renewal-call"),
]
