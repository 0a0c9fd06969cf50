"""Addresses of the library."""

from django.urls import path

from . import views

app_name = "learning"
urlpatterns = [
    path("case-studies/", views.CaseStudyList.as_view(), name="case_study_list"),
    path("case-studies/new/", views.CaseStudyCreate.as_view(), name="case_study_create"),
    path("case-studies/mine/", views.CaseStudyMine.as_view(), name="case_study_mine"),
    path("case-studies/<slug:slug>/", views.CaseStudyDetail.as_view(), name="case_study_detail"),
    path("case-studies/<slug:slug>/edit/", views.CaseStudyEdit.as_view(), name="case_study_edit"),
    path("case-studies/<slug:slug>/submit/", views.CaseStudySubmit.as_view(), name="case_study_submit"),
    path("case-studies/<slug:slug>/withdraw/", views.CaseStudyWithdraw.as_view(), name="case_study_withdraw"),
    path("themes/<slug:slug>/follow/", views.theme_follow, name="theme_follow"),
    path("following/", views.Following.as_view(), name="following"),
]
