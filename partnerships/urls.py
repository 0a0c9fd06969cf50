"""Addresses of the partnerships app."""

from django.urls import path

from .views import engagements, home, plans, registers

app_name = "partnerships"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("partnerships/", registers.PartnershipList.as_view(), name="partnership_list"),
    path("partnerships/<slug:slug>/", registers.PartnershipDetail.as_view(), name="partnership_detail"),
    path("organisations/", registers.OrganisationList.as_view(), name="organisation_list"),
    path("organisations/<slug:slug>/", registers.OrganisationDetail.as_view(), name="organisation_detail"),
    path("plans/", plans.PlanList.as_view(), name="plan_list"),
    path("plans/new/", plans.PlanCreate.as_view(), name="plan_create"),
    path("plans/<int:pk>/", plans.PlanDetail.as_view(), name="plan_detail"),
    path("plans/<int:pk>/edit/", plans.PlanEdit.as_view(), name="plan_edit"),
    path(
        "plans/<int:pk>/stages/<slug:code>/evidence/",
        plans.StageEvidenceCreate.as_view(),
        name="stage_evidence_create",
    ),
    path("engagements/", engagements.EngagementList.as_view(), name="engagement_list"),
    path("engagements/new/", engagements.EngagementCreate.as_view(), name="engagement_create"),
    path("engagements/<int:pk>/", engagements.EngagementDetail.as_view(), name="engagement_detail"),
    path("engagements/<int:pk>/edit/", engagements.EngagementEdit.as_view(), name="engagement_edit"),
    path("engagements/<int:pk>/publish/", engagements.EngagementPublish.as_view(), name="engagement_publish"),
    path("engagements/<int:pk>/cancel/", engagements.EngagementCancel.as_view(), name="engagement_cancel"),
]
