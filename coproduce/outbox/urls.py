"""Addresses of the outbox: leaving, without signing in."""

from django.urls import path

from . import views

app_name = "outbox"

urlpatterns = [
    path("unsubscribe/<str:signed>/", views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/<str:signed>/at-once/", views.unsubscribe_at_once, name="unsubscribe_at_once"),
]
