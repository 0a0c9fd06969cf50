"""Addresses of the participants app; nothing in one names a person."""

from django.urls import URLPattern

app_name = "participants"
urlpatterns: list[URLPattern] = []
