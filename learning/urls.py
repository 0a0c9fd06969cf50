"""Addresses of the library."""

from django.urls import path

from .views import finding, following, reading, revising, writing

app_name = "learning"
urlpatterns = [
    path("case-studies/", finding.CaseStudyList.as_view(), name="case_study_list"),
    path("case-studies/feed.atom", reading.CaseStudyAtom.as_view(), name="case_study_atom"),
    path("case-studies/feed.json", reading.CaseStudyJSON.as_view(), name="case_study_json"),
    path("case-studies/export.csv", reading.CaseStudyExport.as_view(), name="case_study_export"),
    path("case-studies/new/", writing.CaseStudyCreate.as_view(), name="case_study_create"),
    path("case-studies/mine/", writing.CaseStudyMine.as_view(), name="case_study_mine"),
    path("case-studies/<slug:slug>/", finding.CaseStudyDetail.as_view(), name="case_study_detail"),
    path("case-studies/<slug:slug>/edit/", writing.CaseStudyEdit.as_view(), name="case_study_edit"),
    path("case-studies/<slug:slug>/submit/", writing.CaseStudySubmit.as_view(), name="case_study_submit"),
    path(
        "case-studies/<slug:slug>/withdraw/", writing.CaseStudyWithdraw.as_view(), name="case_study_withdraw"
    ),
    path("case-studies/<slug:slug>/manage/", revising.CaseStudyManage.as_view(), name="case_study_manage"),
    path("case-studies/<slug:slug>/retire/", revising.CaseStudyRetire.as_view(), name="case_study_retire"),
    path(
        "case-studies/<slug:slug>/reinstate/",
        revising.CaseStudyReinstate.as_view(),
        name="case_study_reinstate",
    ),
    path("case-studies/<slug:slug>/revise/", revising.case_study_revise, name="case_study_revise"),
    path(
        "case-studies/<slug:slug>/revisions/<int:number>/",
        revising.RevisionDetail.as_view(),
        name="revision_detail",
    ),
    path(
        "case-studies/<slug:slug>/revisions/<int:number>/edit/",
        revising.RevisionEdit.as_view(),
        name="revision_edit",
    ),
    path(
        "case-studies/<slug:slug>/revisions/<int:number>/submit/",
        revising.RevisionSubmit.as_view(),
        name="revision_submit",
    ),
    path(
        "case-studies/<slug:slug>/revisions/<int:number>/drop/",
        revising.RevisionDrop.as_view(),
        name="revision_drop",
    ),
    path("themes/<slug:slug>/follow/", following.theme_follow, name="theme_follow"),
    path("following/", following.Following.as_view(), name="following"),
]
