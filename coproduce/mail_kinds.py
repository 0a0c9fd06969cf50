"""The kinds of mail that are asked about once more before they leave, or that a recipient may stop."""

TRIED = {"revised": "has a new revision", "retired": "is retired", "withdrawn": "is withdrawn"}
#: Asked of a mail's kind just before its content leaves: is it still due? Others are sent once queued.
RECHECKS = {
    "engagement_invitation": "participants.reminders.still_open",
    "engagement_reminder": "participants.reminders.still_due",
    "engagement_cancelled": "participants.reminders.still_called_off",
    "engagement_confirmation": "participants.reminders.still_to_confirm",
    "own_page": "participants.selfservice.still_opens",
    "case_study_digest": "learning.digest.still_wanted",
    "case_study_consent_expiring": "learning.expiring.still_ending",
    "comment_hidden": "learning.commenting.still_hidden",
    **{f"adoption_practice_{what}": "learning.adopting.still_asked" for what in TRIED},
}
#: What a recipient may stop, in words that fit "To <address>: …".
TOPICS = {
    "engagement_invitation": "invitations to engagements",
    "engagement_reminder": "reminders of engagements you said you would come to",
    "engagement_cancelled": "news that an engagement is cancelled",
    "engagement_confirmation": "questions whether it is right that you took part",
    "participant_retention_warning": "warnings that what a partnership keeps about you will be deleted",
    "case_study_published": "news that a case study you sent in is published",
    "case_study_returned": "requests to change a case study you sent in",
    "case_study_consent_expiring": "reminders that consent to a case study is about to end",
    "case_study_digest": "the digest of what is new in what you follow",
    "comment_hidden": "news that a moderator has hidden a comment of yours",
    **{f"adoption_practice_{what}": f"news that a practice you try {how}" for what, how in TRIED.items()},
}
