"""Addresses of the audit log."""

from django.urls import path

from people.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.index, name="index"),
    path("entries.csv", views.export, name="export"),
]
