"""Addresses of one's own account, of teams and invitations, and of the demo's door."""

from django.urls import path

from . import demo_views, views

app_name = "accounts"
urlpatterns = [
    path("account/", views.Account.as_view(), name="account"),
    path("account/name/", views.AccountName.as_view(), name="account_name"),
    path("teams/", views.TeamList.as_view(), name="team_list"),
    path("teams/<int:pk>/", views.TeamDetail.as_view(), name="team_detail"),
    path("teams/<int:pk>/invite/", views.InvitationCreate.as_view(), name="invitation_create"),
    path("invitations/<str:token>/", views.InvitationAccept.as_view(), name="invitation_accept"),
    path("invitations/<int:pk>/revoke/", views.invitation_revoke, name="invitation_revoke"),
    path("roles/<int:pk>/end/", views.RoleEnd.as_view(), name="role_end"),
    path("roles/<int:pk>/hand-over/", views.RoleHandOver.as_view(), name="role_hand_over"),
    path("demo/", demo_views.Demo.as_view(), name="demo"),
    path("demo/enter/<int:pk>/", demo_views.demo_enter, name="demo_enter"),
    path("demo/look-ahead/", demo_views.demo_look_ahead, name="demo_look_ahead"),
]
