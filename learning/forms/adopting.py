"""What a partnership or an organisation says of a practice that it tries."""

import datetime as dt
from typing import Any, ClassVar, cast

from django import forms

from coproduce.accounts.models import User
from coproduce.ui.dated import HasHappened
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FilterForm, FreshForm, OnceForm, WordedForm
from learning import adopting
from learning.models import Adoption, CaseStudy, Stage
from partnerships.models import CouncilArea, Organisation, Partnership

from .writing import CaseStudyCreateForm

EVERYONE = "Everyone can read this: name no person"
#: An adaptation's title begins with this until its writer has said what it is.
UNSAID = "…"


class AdoptionFields(WordedForm, forms.ModelForm[Adoption]):
    """What can be said at any stage. Which revision is asked only where there are several."""

    follows = forms.TypedChoiceField(label="Which revision do you follow?", coerce=int)

    class Meta:
        model = Adoption
        fields: ClassVar[list[str]] = ["follows", "changed", "happened", "contact_role"]
        widgets: ClassVar = {
            "changed": forms.Textarea({"rows": 4}),
            "happened": forms.Textarea({"rows": 6}),
        }
        labels: ClassVar = {
            "changed": "What you do differently from them",
            "happened": "What happened",
            "contact_role": "Whom to ask",
        }
        help_texts: ClassVar = {
            "changed": "Such as: we met in the evening, and without a chair",
            "happened": f"What went well, what did not, what surprised you. {EVERYONE}",
            "contact_role": "A role rather than a person, such as “engagement officer”",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_revisions(self.instance.case_study.revision)

    def offer_revisions(self, latest: int) -> None:
        if latest == 1:
            del self.fields["follows"]
            return
        earlier = [(number, f"Revision {number}") for number in range(latest - 1, 0, -1)]
        field: Any = self.fields["follows"]
        field.choices = [(latest, f"Revision {latest}, which readers see now"), *earlier]


class AdoptionRecording(HasHappened, AdoptionFields):
    """A new adoption, of a team that the person speaks for; which one is asked if there are several."""

    happened = "since"
    nouns: ClassVar = {"adopter": "who tries it", "stage": "how far you are", "since": "the day"}

    adopter = forms.ChoiceField(label="Who tries it?", widget=forms.RadioSelect)
    stage = forms.ChoiceField(
        label="How far are you?",
        choices=[(stage, stage.label) for stage in Stage if stage != Stage.STOPPED],
        widget=forms.RadioSelect,
    )
    since = DateField(label="Since when?", help_text="If you do not know the day, choose one in the month")
    field_order = ("adopter", "stage", "since")

    def __init__(
        self,
        *args: Any,
        by: User,
        now: dt.datetime,
        adopters: list[Partnership | Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.now = by, now
        self.adopters = {str(adopter.team_id): adopter for adopter in adopters}
        field: Any = self.fields["adopter"]
        field.choices = [(key, str(adopter)) for key, adopter in self.adopters.items()]
        if len(adopters) == 1:
            del self.fields["adopter"]

    def _post_clean(self) -> None:
        """Before the constraints are asked: who it is."""
        self.instance.follows = self.instance.case_study.revision
        chosen = self.cleaned_data.get("adopter", next(iter(self.adopters)))
        adopter = self.adopters[chosen]
        self.instance.partnership = adopter if isinstance(adopter, Partnership) else None
        self.instance.organisation = adopter if isinstance(adopter, Organisation) else None
        super()._post_clean()  # type: ignore[misc]

    def save(self, commit: bool = True) -> Adoption:  # noqa: FBT001, FBT002  Django's own signature
        said = self.cleaned_data
        return adopting.record(
            self.instance, stage=said["stage"], since=said["since"], by=self.by, now=self.now
        )


class AdoptionCreateForm(OnceForm, AdoptionRecording):
    submit_text = "Record it"


class AdoptionEditForm(FreshForm, AdoptionFields):
    """Of one that has stopped, also why."""

    class Meta(AdoptionFields.Meta):
        fields: ClassVar[list[str]] = [*AdoptionFields.Meta.fields, "why_stopped"]
        widgets: ClassVar = {**AdoptionFields.Meta.widgets, "why_stopped": forms.Textarea({"rows": 4})}
        labels: ClassVar = {**AdoptionFields.Meta.labels, "why_stopped": "Why you stopped"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.stopped_on is None:
            del self.fields["why_stopped"]
        else:
            self.fields["why_stopped"].required = True


class AdoptionStepForm(FreshForm, HasHappened, WordedForm, forms.ModelForm[Adoption]):
    """One step further, or another day for the present one; why is asked of those who stop."""

    submit_text = "Record this step"
    happened = "since"
    nouns: ClassVar = {"stage": "how far you are now", "since": "the day"}

    stage = forms.ChoiceField(label="How far are you now?", widget=forms.RadioSelect)
    since = DateField(label="Since when?")
    why_stopped = forms.CharField(
        label="If you stopped: why?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"Others learn most from this. {EVERYONE}",
    )

    class Meta:
        model = Adoption
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, by: User, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.now = by, now
        field: Any = self.fields["stage"]
        field.choices = [(stage, stage.label) for stage in adopting.ahead(Stage(self.instance.stage))]

    def is_stale(self) -> bool:
        return super().is_stale() and not self.is_recorded()

    def is_recorded(self) -> bool:
        """The same button was pressed a moment ago."""
        stage, since = self.cleaned_data.get("stage", ""), self.cleaned_data.get("since")
        return bool(adopting.recorded(self.instance, stage=stage, since=since, why=self.why))

    @property
    def why(self) -> str:
        """Asked of nobody who goes on; what they typed there is not kept."""
        why: str = self.cleaned_data.get("why_stopped", "")
        return why if self.cleaned_data.get("stage") == Stage.STOPPED else ""

    def save(self, commit: bool = True) -> Adoption:  # noqa: FBT001, FBT002  Django's own signature
        adoption, said = self.instance, self.cleaned_data
        adopting.step(
            adoption, stage=said["stage"], since=said["since"], why=self.why, by=self.by, now=self.now
        )
        return cast(Adoption, adoption)


class AdaptationForm(CaseStudyCreateForm):
    """An entry on what an organisation made of a practice: it begins with nothing but a link back."""

    def __init__(self, *args: Any, adoption: Adoption, place: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": f"{UNSAID} in {place}"}
        super().__init__(*args, **kwargs)
        self.adoption = adoption
        self.fields.pop("organisation", None)
        self.instance.organisation = adoption.organisation

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if title.startswith(UNSAID):
            raise forms.ValidationError(f"Say what it is: put your own words where the “{UNSAID}” is")
        return title

    def save(self, commit: bool = True) -> CaseStudy:  # noqa: FBT001, FBT002  Django's own signature
        saved = super().save(commit)
        adopting.adapt(self.adoption, saved)
        return saved


class AdoptionFilter(FilterForm, forms.Form):
    """Which adoptions of an entry to list."""

    submit_text = "Show"

    area = forms.ChoiceField(label="Council area")
    stage = forms.ChoiceField(label="How far they are", choices=[("", "All"), *Stage.choices])

    def __init__(self, *args: Any, areas: list[CouncilArea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [("", "All"), *((area.slug, area.name) for area in areas)]

    def narrow(self, queryset: Any) -> Any:
        """Asked of rows `with_stage`; what is not understood narrows nothing, and is told."""
        area, stage = self.cleaned_data.get("area"), self.cleaned_data.get("stage")
        rows = queryset.in_area(area) if area else queryset
        return rows.at_stage(stage) if stage else rows
