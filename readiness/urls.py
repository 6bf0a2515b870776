"""Addresses of the commander's pages."""

from django.urls import path

from readiness import views

app_name = "readiness"
urlpatterns = [
    path("", views.index, name="index"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/names.csv", views.export, name="export"),
]
