"""Which app answers which address; the apps are named as strings."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("partnerships.urls")),
    path("", include("learning.urls")),
    path("", include("participants.urls")),
    path("", include("coproduce.outbox.urls")),
    path("", include("coproduce.ui.urls")),
    path("", include("coproduce.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "coproduce.ui.errors.bad_request"
handler403 = "coproduce.ui.errors.permission_denied"
handler404 = "coproduce.ui.errors.not_found"
handler500 = "coproduce.ui.errors.server_error"
