"""Addresses of files with many certificates."""

from django.urls import path

from credentials.prints import views

app_name = "prints"
urlpatterns = [
    path("units/<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/certificates.pdf", views.download, name="download"),
]
