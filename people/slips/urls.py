"""Addresses of claim slips for a unit."""

from django.urls import path

from people.slips import views

app_name = "slips"
urlpatterns = [
    path("", views.index, name="index"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/slips.pdf", views.print_slips, name="print"),
    path("units/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
