"""Addresses of the participants app; nothing in one names a person."""

from django.urls import path

from .views.coverage import Coverage, CoveragePublic
from .views.involvement import (
    EngagementPeople,
    InvolvementAnswer,
    InvolvementAttendance,
    InvolvementInvite,
)
from .views.participants import (
    DisclosureList,
    ParticipantCorrect,
    ParticipantDetail,
    ParticipantDisclose,
    ParticipantEdit,
    ParticipantEnrol,
    ParticipantFind,
    ParticipantList,
)
from .views.replies import Reply

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
    path("engagements/<int:pk>/people/", EngagementPeople.as_view(), name="engagement_people"),
    path("engagements/<int:pk>/people/invite/", InvolvementInvite.as_view(), name="involvement_invite"),
    path(
        "engagements/<int:pk>/people/attendance/",
        InvolvementAttendance.as_view(),
        name="involvement_attendance",
    ),
    path("involvements/<int:pk>/answer/", InvolvementAnswer.as_view(), name="involvement_answer"),
    path("reply/<str:token>/", Reply.as_view(), name="reply"),
    path("plans/<int:pk>/coverage/", Coverage.as_view(), name="coverage"),
    path("plans/<int:pk>/coverage/public/", CoveragePublic.as_view(), name="coverage_public"),
]
