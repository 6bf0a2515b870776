"""Addresses of training that was done elsewhere."""

from django.urls import path

from credentials.external import views

app_name = "external"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.record, name="record"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/scan", views.scan, name="scan"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
