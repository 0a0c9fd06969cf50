"""Addresses of the library."""

from django.urls import path

from .views import (
    adopting,
    attaching,
    commenting,
    consents,
    finding,
    following,
    formatting,
    keeping,
    reading,
    revising,
    stories,
    writing,
)

app_name = "learning"
urlpatterns = [
    path("case-studies/", finding.CaseStudyList.as_view(), name="case_study_list"),
    path("case-studies/feed.atom", reading.CaseStudyAtom.as_view(), name="case_study_atom"),
    path("case-studies/feed.json", reading.CaseStudyJSON.as_view(), name="case_study_json"),
    path("case-studies/export.csv", reading.CaseStudyExport.as_view(), name="case_study_export"),
    path("case-studies/new/", writing.CaseStudyCreate.as_view(), name="case_study_create"),
    path("case-studies/mine/", writing.CaseStudyMine.as_view(), name="case_study_mine"),
    path("case-studies/terms/", finding.TermList.as_view(), name="term_list"),
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
    path(
        "case-studies/<slug:slug>/revisions/<int:number>/companions/",
        attaching.RevisionCompanions.as_view(),
        name="revision_companions",
    ),
    path("case-studies/<slug:slug>/attachments/", attaching.AttachmentList.as_view(), name="attachment_list"),
    path(
        "case-studies/<slug:slug>/attachments/<int:pk>/",
        attaching.AttachmentDownload.as_view(),
        name="attachment_download",
    ),
    path(
        "case-studies/<slug:slug>/attachments/<int:pk>/picture/",
        attaching.AttachmentPicture.as_view(),
        name="attachment_picture",
    ),
    path(
        "case-studies/<slug:slug>/attachments/<int:pk>/edit/",
        attaching.AttachmentEdit.as_view(),
        name="attachment_edit",
    ),
    path(
        "case-studies/<slug:slug>/attachments/<int:pk>/remove/",
        attaching.AttachmentRemove.as_view(),
        name="attachment_remove",
    ),
    path(
        "case-studies/<slug:slug>/attachments/<int:pk>/keep/",
        attaching.attachment_keep,
        name="attachment_keep",
    ),
    path("case-studies/<slug:slug>/formats/", formatting.FormatList.as_view(), name="format_list"),
    path(
        "case-studies/<slug:slug>/formats/new/<slug:kind>/",
        formatting.FormatCreate.as_view(),
        name="format_create",
    ),
    path(
        "case-studies/<slug:slug>/formats/<int:pk>/", formatting.FormatDetail.as_view(), name="format_detail"
    ),
    path(
        "case-studies/<slug:slug>/formats/<int:pk>/edit/", formatting.FormatEdit.as_view(), name="format_edit"
    ),
    path(
        "case-studies/<slug:slug>/formats/<int:pk>/remove/",
        formatting.FormatRemove.as_view(),
        name="format_remove",
    ),
    path("case-studies/<slug:slug>/formats/<int:pk>/keep/", formatting.format_keep, name="format_keep"),
    path("reading/", formatting.PreferenceEdit.as_view(), name="preference"),
    path("case-studies/<slug:slug>/follow/", following.case_study_follow, name="case_study_follow"),
    path("case-studies/<slug:slug>/keep/", keeping.case_study_keep, name="case_study_keep"),
    path("case-studies/<slug:slug>/comments/", commenting.CommentList.as_view(), name="comment_list"),
    path("case-studies/<slug:slug>/comments/new/", commenting.CommentCreate.as_view(), name="comment_create"),
    path("comments/<int:pk>/take-back/", commenting.CommentTakeBack.as_view(), name="comment_take_back"),
    path("comments/<int:pk>/flag/", commenting.CommentFlagCreate.as_view(), name="comment_flag"),
    path("themes/<slug:slug>/follow/", following.theme_follow, name="theme_follow"),
    path("areas/<slug:slug>/follow/", following.area_follow, name="area_follow"),
    path("organisations/<slug:slug>/follow/", following.organisation_follow, name="organisation_follow"),
    path("following/", following.Following.as_view(), name="following"),
    path("case-studies/<slug:slug>/consents/", consents.ConsentList.as_view(), name="consent_list"),
    path(
        "case-studies/<slug:slug>/consents/record/", consents.ConsentRecord.as_view(), name="consent_record"
    ),
    path(
        "case-studies/<slug:slug>/consents/<int:pk>/withdraw/",
        consents.ConsentWithdraw.as_view(),
        name="consent_withdraw",
    ),
    path(
        "case-studies/<slug:slug>/consents/<int:pk>/sheet/",
        consents.ConsentSheet.as_view(),
        name="consent_sheet",
    ),
    path("stories/<str:token>/", stories.Story.as_view(), name="story"),
    path("kept-for-later/", keeping.BookmarkList.as_view(), name="bookmark_list"),
    path("kept-for-later/forget/", keeping.withdrawn_forget, name="withdrawn_forget"),
    path("case-studies/<slug:slug>/adoptions/", adopting.AdoptionList.as_view(), name="adoption_list"),
    path(
        "case-studies/<slug:slug>/adoptions/new/", adopting.AdoptionCreate.as_view(), name="adoption_create"
    ),
    path("adoptions/", adopting.AdoptionMine.as_view(), name="adoption_mine"),
    path("adoptions/<int:pk>/", adopting.AdoptionDetail.as_view(), name="adoption_detail"),
    path("adoptions/<int:pk>/edit/", adopting.AdoptionEdit.as_view(), name="adoption_edit"),
    path("adoptions/<int:pk>/step/", adopting.AdoptionStepCreate.as_view(), name="adoption_step"),
    path("adoptions/<int:pk>/answer/", adopting.adoption_answer, name="adoption_answer"),
    path("adoptions/<int:pk>/adapt/", adopting.AdaptationCreate.as_view(), name="adaptation_create"),
    path(
        "partnerships/<slug:slug>/practice/",
        adopting.PartnershipPractice.as_view(),
        name="partnership_practice",
    ),
    path(
        "organisations/<slug:slug>/practice/",
        adopting.OrganisationPractice.as_view(),
        name="organisation_practice",
    ),
]
