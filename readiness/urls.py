"""Addresses of the commander's pages."""

from django.urls import path

from readiness import enrolling_views, views

app_name = "readiness"
urlpatterns = [
    path("", views.index, name="index"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/figures.csv", views.figures, name="figures"),
    path("units/<int:pk>/figures.xlsx", views.figures_workbook, name="figures-workbook"),
    path("units/<int:pk>/enrol/", enrolling_views.enrol, name="enrol"),
    path("units/<int:pk>/obstacles/", views.obstacles, name="obstacles"),
    path("units/<int:pk>/names/", views.people, name="names"),
    path("units/<int:pk>/names.csv", views.export, name="export"),
    path("units/<int:pk>/names.xlsx", views.export_workbook, name="export-workbook"),
]
