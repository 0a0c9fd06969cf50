"""Addresses of one's own account, teams, invitations, and the demo's door."""

app_name = "accounts"
urlpatterns: list[object] = []
