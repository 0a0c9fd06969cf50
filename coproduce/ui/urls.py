"""Addresses of the platform's own pages and of its health."""

from django.urls import path

from . import health, views

app_name = "ui"
urlpatterns = [
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
    path("contact/", views.Contact.as_view(), name="contact"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
