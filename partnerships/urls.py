"""Addresses of the partnerships app."""

from django.urls import path

from .views import (
    bodies,
    calendars,
    capacity,
    changes,
    claims,
    decisions,
    duties,
    engagements,
    hearing,
    home,
    importing,
    localities,
    meetings,
    merging,
    offers,
    organisations,
    partnerships,
    parts,
    plans,
    registers,
    seats,
)

app_name = "partnerships"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("partnerships/", registers.PartnershipList.as_view(), name="partnership_list"),
    path("partnerships/<slug:slug>/", registers.PartnershipDetail.as_view(), name="partnership_detail"),
    path("partnerships/<slug:slug>/edit/", partnerships.PartnershipEdit.as_view(), name="partnership_edit"),
    path("partnerships/<slug:slug>/bodies/new/", bodies.BodyCreate.as_view(), name="body_create"),
    path("bodies/<int:pk>/", bodies.BodyDetail.as_view(), name="body_detail"),
    path("bodies/<int:pk>/edit/", bodies.BodyEdit.as_view(), name="body_edit"),
    path("bodies/<int:pk>/seats/new/", seats.SeatCreate.as_view(), name="seat_create"),
    path("bodies/<int:pk>/seats/from-rules/", seats.SeatsEstablish.as_view(), name="seats_establish"),
    path("seats/<int:pk>/edit/", seats.SeatEdit.as_view(), name="seat_edit"),
    path("seats/<int:pk>/appoint/", seats.SeatAppoint.as_view(), name="seat_appoint"),
    path("tenures/<int:pk>/end/", seats.TenureEnd.as_view(), name="tenure_end"),
    path("bodies/<int:pk>/evaluations/keep/", bodies.EvaluationKeep.as_view(), name="evaluation_keep"),
    path("evaluations/<int:pk>/", bodies.EvaluationDetail.as_view(), name="evaluation_detail"),
    path(
        "partnerships/<slug:slug>/localities/new/",
        localities.LocalityCreate.as_view(),
        name="locality_create",
    ),
    path("localities/<int:pk>/edit/", localities.LocalityEdit.as_view(), name="locality_edit"),
    path("bodies/<int:pk>/meetings/", meetings.MeetingList.as_view(), name="meeting_list"),
    path("bodies/<int:pk>/meetings/new/", meetings.MeetingCreate.as_view(), name="meeting_create"),
    path("meetings/<int:pk>/edit/", meetings.MeetingEdit.as_view(), name="meeting_edit"),
    path("meetings/<int:pk>/cancel/", meetings.MeetingCancel.as_view(), name="meeting_cancel"),
    path("organisations/", registers.OrganisationList.as_view(), name="organisation_list"),
    path(
        "organisations/duplicates/",
        merging.OrganisationDuplicates.as_view(),
        name="organisation_duplicates",
    ),
    path(
        "organisations/import/",
        importing.OrganisationImportCreate.as_view(),
        name="organisation_import_create",
    ),
    path(
        "organisations/import/template.csv",
        importing.OrganisationImportTemplate.as_view(),
        name="organisation_import_template",
    ),
    path(
        "organisations/imports/<int:pk>/",
        importing.OrganisationImportDetail.as_view(),
        name="organisation_import_detail",
    ),
    path(
        "organisations/imports/<int:pk>/carry-out/",
        importing.OrganisationImportCarryOut.as_view(),
        name="organisation_import_carry_out",
    ),
    path(
        "organisations/imports/<int:pk>/problems.csv",
        importing.OrganisationImportErrors.as_view(),
        name="organisation_import_errors",
    ),
    path(
        "organisations/<slug:slug>/merge/",
        merging.OrganisationMerge.as_view(),
        name="organisation_merge",
    ),
    path("merges/<int:pk>/", merging.MergeDetail.as_view(), name="merge_detail"),
    path("organisations/<slug:slug>/", registers.OrganisationDetail.as_view(), name="organisation_detail"),
    path(
        "organisations/<slug:slug>/edit/", organisations.OrganisationEdit.as_view(), name="organisation_edit"
    ),
    path(
        "organisations/<slug:slug>/confirm/", organisations.organisation_confirm, name="organisation_confirm"
    ),
    path("organisations/<slug:slug>/claim/", claims.OrganisationClaim.as_view(), name="organisation_claim"),
    path("claims/", claims.ClaimList.as_view(), name="claim_list"),
    path("claims/<int:pk>/approve/", claims.claim_approve, name="claim_approve"),
    path("claims/<int:pk>/refuse/", claims.ClaimRefuse.as_view(), name="claim_refuse"),
    path("partnerships/<slug:slug>/parts/new/", parts.PartnershipPartCreate.as_view(), name="part_create"),
    path("parts/<int:pk>/end/", parts.PartnershipPartEnd.as_view(), name="part_end"),
    path(
        "organisations/<slug:slug>/support/new/",
        offers.SupportOfferCreate.as_view(),
        name="support_offer_create",
    ),
    path("support/", offers.SupportOfferList.as_view(), name="support_offer_list"),
    path("support/<int:pk>/", offers.SupportOfferDetail.as_view(), name="support_offer_detail"),
    path("support/<int:pk>/edit/", offers.SupportOfferEdit.as_view(), name="support_offer_edit"),
    path("support/<int:pk>/withdraw/", offers.SupportOfferWithdraw.as_view(), name="support_offer_withdraw"),
    path("support/<int:pk>/offer-again/", offers.SupportOfferRenew.as_view(), name="support_offer_renew"),
    path("plans/", plans.PlanList.as_view(), name="plan_list"),
    path("plans/new/", plans.PlanCreate.as_view(), name="plan_create"),
    path("plans/<int:pk>/", plans.PlanDetail.as_view(), name="plan_detail"),
    path("plans/<int:pk>/edit/", plans.PlanEdit.as_view(), name="plan_edit"),
    path(
        "plans/<int:pk>/stages/<slug:code>/evidence/",
        plans.StageEvidenceCreate.as_view(),
        name="stage_evidence_create",
    ),
    path("plans/<int:pk>/stages/<slug:code>/dates/", plans.StageDates.as_view(), name="stage_dates"),
    path("plans/<int:pk>/reviews/new/", plans.PlanReviewCreate.as_view(), name="plan_review_create"),
    path("plans/<int:pk>/statement/", plans.PlanStatement.as_view(), name="plan_statement"),
    path("evidence/<int:pk>/withdraw/", plans.EvidenceWithdraw.as_view(), name="evidence_withdraw"),
    path("calendar/", calendars.CalendarPage.as_view(), name="calendar_page"),
    path("calendar/<uuid:key>.ics", calendars.CalendarFeed.as_view(), name="calendar_feed"),
    path("partnerships/<slug:slug>/duties/", duties.DutyList.as_view(), name="duty_list"),
    path(
        "partnerships/<slug:slug>/performance-reports/new/",
        duties.PerformanceReportCreate.as_view(),
        name="performance_report_create",
    ),
    path(
        "partnerships/<slug:slug>/scheme-reviews/new/",
        duties.SchemeReviewCreate.as_view(),
        name="scheme_review_create",
    ),
    path(
        "performance-reports/<int:pk>/edit/",
        duties.PerformanceReportEdit.as_view(),
        name="performance_report_edit",
    ),
    path("scheme-reviews/<int:pk>/edit/", duties.SchemeReviewEdit.as_view(), name="scheme_review_edit"),
    path("partnerships/<slug:slug>/decisions/", decisions.DecisionList.as_view(), name="decision_list"),
    path(
        "partnerships/<slug:slug>/decisions/new/", decisions.DecisionCreate.as_view(), name="decision_create"
    ),
    path("decisions/<int:pk>/edit/", decisions.DecisionEdit.as_view(), name="decision_edit"),
    path(
        "partnerships/<slug:slug>/locality-decisions/",
        decisions.LocalityDecisionList.as_view(),
        name="locality_decision_list",
    ),
    path(
        "partnerships/<slug:slug>/locality-decisions/new/",
        decisions.LocalityDecisionCreate.as_view(),
        name="locality_decision_create",
    ),
    path(
        "locality-decisions/<int:pk>/edit/",
        decisions.LocalityDecisionEdit.as_view(),
        name="locality_decision_edit",
    ),
    path("engagements/", engagements.EngagementList.as_view(), name="engagement_list"),
    path("engagements/new/", engagements.EngagementCreate.as_view(), name="engagement_create"),
    path("engagements/<int:pk>/", engagements.EngagementDetail.as_view(), name="engagement_detail"),
    path("engagements/<int:pk>/edit/", engagements.EngagementEdit.as_view(), name="engagement_edit"),
    path("engagements/<int:pk>/publish/", engagements.EngagementPublish.as_view(), name="engagement_publish"),
    path("engagements/<int:pk>/cancel/", engagements.EngagementCancel.as_view(), name="engagement_cancel"),
    path("engagements/<int:pk>/turnout/", hearing.EngagementTurnout.as_view(), name="engagement_turnout"),
    path(
        "engagements/<int:pk>/views/new/",
        hearing.ExpressedViewCreate.as_view(),
        name="expressed_view_create",
    ),
    path("engagements/<int:pk>/close/", hearing.EngagementClose.as_view(), name="engagement_close"),
    path("engagements/<int:pk>/reopen/", hearing.EngagementReopen.as_view(), name="engagement_reopen"),
    path(
        "engagements/<int:pk>/standards/", hearing.EngagementStandards.as_view(), name="engagement_standards"
    ),
    path("views/<int:pk>/edit/", hearing.ExpressedViewEdit.as_view(), name="expressed_view_edit"),
    path("views/<int:pk>/answer/", hearing.ExpressedViewAnswer.as_view(), name="expressed_view_answer"),
    path("views/<int:pk>/feedback/", hearing.ExpressedViewFeedback.as_view(), name="expressed_view_feedback"),
    path("views/<int:pk>/withdraw/", hearing.ExpressedViewWithdraw.as_view(), name="expressed_view_withdraw"),
    path("views/<int:pk>/history/", hearing.ExpressedViewHistory.as_view(), name="expressed_view_history"),
    path(
        "partnerships/<slug:slug>/capacity/",
        capacity.CapacityAssessmentList.as_view(),
        name="capacity_assessment_list",
    ),
    path(
        "partnerships/<slug:slug>/capacity/new/",
        capacity.CapacityAssessmentCreate.as_view(),
        name="capacity_assessment_create",
    ),
    path(
        "capacity/<int:pk>/", capacity.CapacityAssessmentDetail.as_view(), name="capacity_assessment_detail"
    ),
    path(
        "capacity/<int:pk>/edit/", capacity.CapacityAssessmentEdit.as_view(), name="capacity_assessment_edit"
    ),
    path(
        "capacity/<int:pk>/share/",
        capacity.CapacityAssessmentShare.as_view(),
        name="capacity_assessment_share",
    ),
    path(
        "capacity/<int:pk>/actions/new/",
        capacity.ImprovementActionCreate.as_view(),
        name="improvement_action_create",
    ),
    path(
        "improvement-actions/<int:pk>/edit/",
        capacity.ImprovementActionEdit.as_view(),
        name="improvement_action_edit",
    ),
    path(
        "partnerships/<slug:slug>/history/", changes.PartnershipHistory.as_view(), name="partnership_history"
    ),
    path("bodies/<int:pk>/history/", changes.BodyHistory.as_view(), name="body_history"),
    path(
        "organisations/<slug:slug>/history/",
        changes.OrganisationHistory.as_view(),
        name="organisation_history",
    ),
    path("plans/<int:pk>/history/", changes.PlanHistory.as_view(), name="plan_history"),
    path("engagements/<int:pk>/history/", changes.EngagementHistory.as_view(), name="engagement_history"),
]
