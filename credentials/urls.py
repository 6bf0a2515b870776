"""Addresses of verification and certificates."""

from django.urls import path

from credentials import views

app_name = "credentials"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("v/<slug:code>/", views.verdict, name="verdict"),
    path("certificates/<slug:code>/", views.credential, name="credential"),
    path("certificates/<slug:code>/sheet.pdf", views.sheet, name="sheet"),
    path("certificates/<slug:code>/revoke/", views.revoke, name="revoke"),
]
