"""Addresses of the people of units."""

from django.urls import path

from people.status import appointments, views

app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/posts/", appointments.posts, name="posts"),
    path("posts/<int:pk>/end/", appointments.end, name="post-end"),
    path("people/<int:pk>/", views.person, name="person"),
    path("status/<int:pk>/end/", views.end, name="status-end"),
]
