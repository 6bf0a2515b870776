"""Addresses of the built-in course, for those who write or review it."""

from django.urls import path

from curriculum import views

app_name = "curriculum"
urlpatterns = [
    path("mapping/", views.mapping, name="mapping"),
    path("mapping.csv", views.mapping_file, name="mapping-file"),
]
