"""Addresses of the rules library."""

from django.urls import path

from law import views

app_name = "law"
urlpatterns = [
    path("", views.library, name="library"),
    path("card/", views.card, name="card"),
    path("glossary/", views.glossary, name="glossary"),
    path("<slug:slug>/", views.rule, name="rule"),
]
