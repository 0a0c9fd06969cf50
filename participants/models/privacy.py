"""What each column says about a person: every field is declared here, and a test fails for one that is not.

`Personal` names or reaches someone. `special` is of a category that the law protects more (UK GDPR Article 9:
being listed for a group may reveal health). `pseudonymous` tells of someone known by
reference only, `none` of nobody.
"""

from enum import StrEnum


class Kind(StrEnum):
    NONE = "none"
    PERSONAL = "personal"
    SPECIAL = "special"
    PSEUDONYMOUS = "pseudonymous"


NONE, PERSONAL, SPECIAL, PSEUDONYMOUS = Kind

#: By model, then by field.
FIELDS: dict[str, dict[str, Kind]] = {
    "Participant": {
        "id": PSEUDONYMOUS,
        "partnership": PSEUDONYMOUS,
        "number": PSEUDONYMOUS,
        "groups": SPECIAL,
        "organisation": PSEUDONYMOUS,
        "since": PSEUDONYMOUS,
        "until": PSEUDONYMOUS,
        "enrolled_by": NONE,
        "changed_at": NONE,
        "submission": NONE,
    },
    "Identity": {
        "id": NONE,
        "participant": PSEUDONYMOUS,
        "name": PERSONAL,
        "address_as": PERSONAL,
        "email": PERSONAL,
        "phone": PERSONAL,
        "postal_address": PERSONAL,
        "preferred_format": SPECIAL,
        "changed_at": NONE,
    },
    "Disclosure": {
        "id": NONE,
        "partnership": NONE,
        "participant": PSEUDONYMOUS,
        "what": PSEUDONYMOUS,
        "reason": PERSONAL,
        "by": PERSONAL,
        "at": PSEUDONYMOUS,
    },
    "OwnLink": {
        "id": NONE,
        "participant": PSEUDONYMOUS,
        "made_at": PSEUDONYMOUS,
        "made_by": NONE,
        "expires_at": PSEUDONYMOUS,
        "ended_at": PSEUDONYMOUS,
    },
    "Involvement": {
        "id": PSEUDONYMOUS,
        "participant": PSEUDONYMOUS,
        "engagement": PSEUDONYMOUS,
        "groups": SPECIAL,
        "invited_at": PSEUDONYMOUS,
        "invited_by": NONE,
        "invitation": NONE,
        "answer": PSEUDONYMOUS,
        "answered_at": PSEUDONYMOUS,
        "answered_through": PSEUDONYMOUS,
        "answer_recorded_by": NONE,
        "barrier": SPECIAL,
        "attendance": PSEUDONYMOUS,
        "attendance_recorded_at": PSEUDONYMOUS,
        "attendance_recorded_by": NONE,
        "changed_at": NONE,
    },
    "Expense": {
        "id": PSEUDONYMOUS,
        "participant": PSEUDONYMOUS,
        "involvement": PSEUDONYMOUS,
        "kind": PSEUDONYMOUS,
        "on": PSEUDONYMOUS,
        "words": PERSONAL,
        "state": PSEUDONYMOUS,
        "pence": PSEUDONYMOUS,
        "warned": PSEUDONYMOUS,
        "claimed_at": PSEUDONYMOUS,
        "claim_recorded_by": NONE,
        "paid_on": PSEUDONYMOUS,
        "changed_at": NONE,
        "submission": NONE,
    },
    "ExpenseStep": {
        "id": PSEUDONYMOUS,
        "expense": PSEUDONYMOUS,
        "name": PSEUDONYMOUS,
        "by": NONE,
        "through": PSEUDONYMOUS,
        "reason": PERSONAL,
        "at": PSEUDONYMOUS,
    },
    "ExpenseRate": {
        "id": NONE,
        "partnership": NONE,
        "kind": NONE,
        "pence": NONE,
        "per": NONE,
        "words": NONE,
        "since": NONE,
        "until": NONE,
        "set_by": NONE,
    },
    "Confirmation": {
        "id": PSEUDONYMOUS,
        "involvement": PSEUDONYMOUS,
        "claimed_at": PSEUDONYMOUS,
        "verdict": PSEUDONYMOUS,
        "groups": SPECIAL,
        "words": PERSONAL,
        "through": PSEUDONYMOUS,
        "by": NONE,
        "at": PSEUDONYMOUS,
    },
    "ConfirmationCode": {
        "id": PSEUDONYMOUS,
        "involvement": PSEUDONYMOUS,
        "claimed_at": PSEUDONYMOUS,
        "fingerprint": NONE,
        "printed_by": NONE,
        "printed_at": PSEUDONYMOUS,
        "tries": NONE,
    },
    "InvolvementEvidence": {
        "id": PSEUDONYMOUS,
        "involvement": PSEUDONYMOUS,
        "kind": PSEUDONYMOUS,
        "words": PERSONAL,
        "recorded_at": PSEUDONYMOUS,
        "recorded_by": NONE,
        "withdrawn_at": PSEUDONYMOUS,
        "withdrawn_because": PERSONAL,
        "withdrawn_by": NONE,
    },
    "NotApplicable": {
        "id": NONE,
        "plan": NONE,
        "stage": NONE,
        "group": NONE,
        "reason": NONE,
        "at": NONE,
        "by": NONE,
        "withdrawn_at": NONE,
        "withdrawn_by": NONE,
    },
}
