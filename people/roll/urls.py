"""Addresses of the nominal roll."""

from django.urls import path

from people.roll import views

app_name = "roll"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.roll, name="roll"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/faulty.csv", views.faulty, name="faulty"),
    path("<int:pk>/faulty.xlsx", views.faulty_workbook, name="faulty-workbook"),
    path("<int:pk>/mend/", views.mend, name="mend"),
    path("<int:pk>/take-over/", views.take_over, name="take-over"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/discard/", views.discard, name="discard"),
]
