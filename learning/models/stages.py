"""How far somebody is with a practice of others."""

from django.db import models


class Stage(models.TextChoices):
    CONSIDERING = "considering", "Considering it"
    TRYING = "trying", "Trying it"
    ADOPTED = "adopted", "Adopted"
    STOPPED = "stopped", "Stopped"


#: The way it goes; a stage can be left out, and none is gone back to.
COURSE = tuple(Stage)
#: Stages that tell of more than an intention.
TRIED = (Stage.TRYING, Stage.ADOPTED)
#: Which stage a map shows where several are at work: the one that has come furthest.
FURTHEST_FIRST = (Stage.ADOPTED, Stage.TRYING, Stage.CONSIDERING, Stage.STOPPED)
