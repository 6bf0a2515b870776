"""Addresses of reminders: the ledger, and reminding a group."""

from django.urls import path

from readiness.reminders import views

app_name = "reminders"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("again/", views.again, name="again"),
    path("units/<int:pk>/", views.unit, name="unit"),
]
