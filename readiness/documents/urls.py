"""Addresses of documents of a unit."""

from django.urls import path

from readiness.documents import views

app_name = "documents"
urlpatterns = [
    path("units/<int:pk>/", views.index, name="index"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/document.pdf", views.pdf, name="pdf"),
    path("<int:pk>/document.xlsx", views.workbook, name="workbook"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/replace/", views.replace, name="replace"),
]
