"""Addresses of the participants app; nothing in one names a person."""

from django.urls import path

from .views.capacity import CapacityRecord, CapacitySums, CapacitySumsExport
from .views.claims import (
    InvolvementAnswerTold,
    InvolvementClaim,
    InvolvementEvidenceAdd,
    InvolvementEvidenceWithdraw,
    InvolvementSheet,
)
from .views.coverage import (
    Coverage,
    CoverageCell,
    CoverageExport,
    CoverageOpen,
    CoveragePublic,
    CoveragePublicExport,
    CoverageSetAside,
    CoverageTakeUp,
)
from .views.expenses import (
    ExpenseApprove,
    ExpenseDecline,
    ExpenseDetail,
    ExpenseList,
    ExpenseOffer,
    ExpensePay,
    ExpenseRates,
    ExpenseRecord,
    ExpenseRefuse,
    ExpenseReport,
    ExpenseTakeBack,
)
from .views.involvement import (
    EngagementPeople,
    InvolvementAnswer,
    InvolvementAttendance,
    InvolvementInvite,
)
from .views.monitoring import Equality, EqualityResults
from .views.own.capacity import (
    OwnCapacity,
    OwnCapacityDelete,
    OwnCapacityHide,
    OwnCapacityRecord,
)
from .views.own.expenses import OwnExpenseClaim, OwnExpenses, OwnExpenseStep
from .views.own.page import OwnPage, OwnPageEnd, own_page_send
from .views.own.preferences import OwnPreferences
from .views.own.record import OwnCopy, OwnForget, OwnLooked
from .views.own.took_part import OwnTookPart, OwnTookPartAnswer
from .views.participants import (
    DisclosureList,
    ParticipantCorrect,
    ParticipantDetail,
    ParticipantDisclose,
    ParticipantEdit,
    ParticipantEnrol,
    ParticipantFind,
    ParticipantList,
    participant_send_own_page,
)
from .views.privacy import (
    ParticipantCopy,
    ParticipantForget,
    ParticipantPreferences,
    ParticipantWish,
    participant_wish_take_back,
)
from .views.replies import Reply, reply_send_own_page
from .views.retention import Retention

app_name = "participants"
urlpatterns = [
    path("participants/", ParticipantList.as_view(), name="participant_list"),
    path("participants/new/", ParticipantEnrol.as_view(), name="participant_enrol"),
    path("participants/find/", ParticipantFind.as_view(), name="participant_find"),
    path("participants/<int:pk>/", ParticipantDetail.as_view(), name="participant_detail"),
    path("participants/<int:pk>/edit/", ParticipantEdit.as_view(), name="participant_edit"),
    path("participants/<int:pk>/disclose/", ParticipantDisclose.as_view(), name="participant_disclose"),
    path("participants/<int:pk>/correct/", ParticipantCorrect.as_view(), name="participant_correct"),
    path("participants/<int:pk>/disclosures/", DisclosureList.as_view(), name="disclosure_list"),
    path("participants/<int:pk>/own-page/", participant_send_own_page, name="participant_send_own_page"),
    path("engagements/<int:pk>/people/", EngagementPeople.as_view(), name="engagement_people"),
    path("engagements/<int:pk>/people/invite/", InvolvementInvite.as_view(), name="involvement_invite"),
    path(
        "engagements/<int:pk>/people/attendance/",
        InvolvementAttendance.as_view(),
        name="involvement_attendance",
    ),
    path("involvements/<int:pk>/answer/", InvolvementAnswer.as_view(), name="involvement_answer"),
    path("reply/<str:token>/", Reply.as_view(), name="reply"),
    path("reply/<str:token>/own-page/", reply_send_own_page, name="reply_send_own_page"),
    path("own/<str:token>/", OwnPage.as_view(), name="own_page"),
    path("own/<str:token>/end/", OwnPageEnd.as_view(), name="own_page_end"),
    path("own/<str:token>/send/", own_page_send, name="own_page_send"),
    path("plans/<int:pk>/coverage/", Coverage.as_view(), name="coverage"),
    path("involvements/<int:pk>/", InvolvementClaim.as_view(), name="involvement_claim"),
    path("involvements/<int:pk>/told/", InvolvementAnswerTold.as_view(), name="involvement_told"),
    path("involvements/<int:pk>/sheet/", InvolvementSheet.as_view(), name="involvement_sheet"),
    path("involvements/<int:pk>/evidence/", InvolvementEvidenceAdd.as_view(), name="involvement_evidence"),
    path(
        "involvement-evidence/<int:pk>/withdraw/",
        InvolvementEvidenceWithdraw.as_view(),
        name="involvement_evidence_withdraw",
    ),
    path("own/<str:token>/took-part/", OwnTookPart.as_view(), name="own_took_part"),
    path("own/<str:token>/took-part/<int:pk>/", OwnTookPartAnswer.as_view(), name="own_took_part_answer"),
    path("plans/<int:pk>/coverage/open/", CoverageOpen.as_view(), name="coverage_open"),
    path("plans/<int:pk>/coverage/export.csv", CoverageExport.as_view(), name="coverage_export"),
    path(
        "plans/<int:pk>/coverage/public/export.csv",
        CoveragePublicExport.as_view(),
        name="coverage_public_export",
    ),
    path("plans/<int:pk>/coverage/<int:stage>/<int:group>/", CoverageCell.as_view(), name="coverage_cell"),
    path(
        "plans/<int:pk>/coverage/<int:stage>/<int:group>/set-aside/",
        CoverageSetAside.as_view(),
        name="coverage_set_aside",
    ),
    path(
        "plans/<int:pk>/coverage/<int:stage>/<int:group>/take-up/",
        CoverageTakeUp.as_view(),
        name="coverage_take_up",
    ),
    path("plans/<int:pk>/coverage/public/", CoveragePublic.as_view(), name="coverage_public"),
    path("participants/<int:pk>/capacity/new/", CapacityRecord.as_view(), name="capacity_record"),
    path("partnerships/<slug:slug>/capacity-of-people/", CapacitySums.as_view(), name="capacity_sums"),
    path(
        "partnerships/<slug:slug>/capacity-of-people/export.csv",
        CapacitySumsExport.as_view(),
        name="capacity_sums_export",
    ),
    path("own/<str:token>/capacity/", OwnCapacity.as_view(), name="own_capacity"),
    path("own/<str:token>/capacity/new/", OwnCapacityRecord.as_view(), name="own_capacity_record"),
    path("own/<str:token>/capacity/<int:pk>/hide/", OwnCapacityHide.as_view(), name="own_capacity_hide"),
    path(
        "own/<str:token>/capacity/<int:pk>/delete/", OwnCapacityDelete.as_view(), name="own_capacity_delete"
    ),
    path("expenses/", ExpenseList.as_view(), name="expense_list"),
    path("expenses/<int:pk>/", ExpenseDetail.as_view(), name="expense_detail"),
    path("expenses/<int:pk>/approve/", ExpenseApprove.as_view(), name="expense_approve"),
    path("expenses/<int:pk>/refuse/", ExpenseRefuse.as_view(), name="expense_refuse"),
    path("expenses/<int:pk>/pay/", ExpensePay.as_view(), name="expense_pay"),
    path("expenses/<int:pk>/decline/", ExpenseDecline.as_view(), name="expense_decline"),
    path("expenses/<int:pk>/take-back/", ExpenseTakeBack.as_view(), name="expense_take_back"),
    path("participants/<int:pk>/expenses/new/", ExpenseRecord.as_view(), name="expense_record"),
    path("engagements/<int:pk>/people/expenses/", ExpenseOffer.as_view(), name="expense_offer"),
    path("partnerships/<slug:slug>/expenses/", ExpenseReport.as_view(), name="expense_report"),
    path("partnerships/<slug:slug>/expense-rates/", ExpenseRates.as_view(), name="expense_rates"),
    path("own/<str:token>/expenses/", OwnExpenses.as_view(), name="own_expenses"),
    path("own/<str:token>/expenses/claim/", OwnExpenseClaim.as_view(), name="own_expense_claim"),
    path(
        "own/<str:token>/expenses/<int:pk>/decline/",
        OwnExpenseStep.as_view(),
        {"step": "decline"},
        name="own_expense_decline",
    ),
    path(
        "own/<str:token>/expenses/<int:pk>/take-back/",
        OwnExpenseStep.as_view(),
        {"step": "take_back"},
        name="own_expense_take_back",
    ),
    path("own/<str:token>/preferences/", OwnPreferences.as_view(), name="own_preferences"),
    path("own/<str:token>/looked/", OwnLooked.as_view(), name="own_looked"),
    path("own/<str:token>/copy/", OwnCopy.as_view(), name="own_copy"),
    path("own/<str:token>/forget/", OwnForget.as_view(), name="own_forget"),
    path("equality/<str:token>/", Equality.as_view(), name="equality"),
    path(
        "participants/<int:pk>/preferences/", ParticipantPreferences.as_view(), name="participant_preferences"
    ),
    path("participants/<int:pk>/wish/", ParticipantWish.as_view(), name="participant_wish"),
    path(
        "participants/<int:pk>/wish/take-back/", participant_wish_take_back, name="participant_wish_take_back"
    ),
    path("participants/<int:pk>/forget/", ParticipantForget.as_view(), name="participant_forget"),
    path("participants/<int:pk>/copy/", ParticipantCopy.as_view(), name="participant_copy"),
    path("partnerships/<int:pk>/retention/", Retention.as_view(), name="retention"),
    path("partnerships/<int:pk>/equality/", EqualityResults.as_view(), name="equality_results"),
]
