"""The states of a case study, and what each lets others do."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for review"
    RETURNED = "returned", "Returned"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RETIRED = "retired", "Retired"


#: Those that readers can open; a retired entry says that it is, and is in no list.
OPEN = (State.PUBLISHED, State.RETIRED)
#: Those that were public once.
SINCE_PUBLISHED = (*OPEN, State.WITHDRAWN)
