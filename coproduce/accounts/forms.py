"""Forms of accounts: allauth's, with labels and refusals in our words, and our own.

They stand below `coproduce.ui` and do without its form classes; its renderer, named in settings, draws them.
"""

from typing import Any, ClassVar, cast
from uuid import UUID

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest

from .models import Invitation, Role, RoleQuerySet, Team, User
from .roles import grantable

#: What a box is called, and what is said when it is left empty.
Wording = dict[str, tuple[str, str]]

EMAIL = ("Email address", "Enter your email address")
USUAL: Wording = {
    "login": EMAIL,
    "email": EMAIL,
    "password": ("Password", "Enter your password"),
    "password1": ("Password", "Enter a password"),
    "password2": ("The same password again", "Enter the same password again"),
    "oldpassword": ("Password you use now", "Enter the password you use now"),
    "code": ("Code", "Enter the code"),
    "name": ("Name of the key", "Enter a name for the key"),
}


class Worded(forms.BaseForm):
    """Labels above the boxes instead of grey words inside them, and an error that says what to do."""

    wording: ClassVar[Wording] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            for attribute in ("placeholder", "autofocus"):
                field.widget.attrs.pop(attribute, None)
            if isinstance(field, forms.EmailField):
                field.validators.append(refuse_unsendable)
            words = {**USUAL, **self.wording}.get(name)
            if words is not None:
                field.label, field.error_messages["required"] = words


def refuse_unsendable(address: str) -> None:
    """Longer than mail allows would be cut off in silence; letters beyond ASCII our mail cannot address."""
    if len(address) > 254 or not address.isascii():
        raise forms.ValidationError("Enter an email address in plain letters, like name@example.org")


def worded(form: Any, **wording: tuple[str, str]) -> Any:
    """A form of allauth's in our words."""
    return type(form.__name__, (Worded, form), {"wording": wording, "__doc__": form.__doc__})


NEW_PASSWORD = ("New password", "Enter a new password")
APP_CODE = ("Code that your app shows", "Enter the code that your app shows")

LoginForm = worded(account.LoginForm)
AddEmailForm = worded(account.AddEmailForm, email=("New email address", "Enter the new email address"))
ChangePasswordForm = worded(account.ChangePasswordForm, password1=NEW_PASSWORD)
SetPasswordForm = worded(account.SetPasswordForm, password1=NEW_PASSWORD)
ResetPasswordForm = worded(account.ResetPasswordForm)
ResetPasswordKeyForm = worded(account.ResetPasswordKeyForm, password1=NEW_PASSWORD)
ReauthenticateForm = worded(account.ReauthenticateForm)
ConfirmEmailForm = worded(account.ConfirmEmailVerificationCodeForm)
ConfirmResetForm = worded(account.ConfirmPasswordResetCodeForm)
AuthenticateForm = worded(mfa.AuthenticateForm)
ReauthenticateByCodeForm = worded(mfa.ReauthenticateForm)
ActivateTOTPForm = worded(totp.ActivateTOTPForm, code=APP_CODE)
AddWebAuthnForm = worded(webauthn.AddWebAuthnForm)
EditWebAuthnForm = worded(webauthn.EditWebAuthnForm)

NAME = ("Your name", "Enter your name")


def name_field() -> forms.CharField:
    box = forms.TextInput(attrs={"autocomplete": "name"})
    return forms.CharField(max_length=150, widget=box, help_text="As the people you work with know you.")


class SignupForm(Worded, account.SignupForm):  # type: ignore[misc]
    wording = {"name": NAME}

    name = name_field()
    field_order = ("name", "email", "password1")

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class NameForm(Worded, forms.ModelForm[User]):
    wording = {"name": NAME}

    class Meta:
        model = User
        fields = ("name",)

    name = name_field()


class InvitationForm(Worded, forms.ModelForm[Invitation]):
    """Offers the roles that the inviting person may grant, and no others."""

    wording = {
        "email": ("Email address", "Enter the email address of the person you invite"),
        "role": ("Role", "Choose a role"),
    }

    class Meta:
        model = Invitation
        fields = ("email", "role")

    role = forms.ChoiceField(widget=forms.RadioSelect)
    submission = forms.UUIDField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": "This page was incomplete. Open it again."},
    )

    def __init__(self, *args: Any, team: Team, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.team = team
        self.initial["submission"] = self.instance.submission
        self.fields["email"].help_text = "They can accept only with an account that has this address."
        offered = [(role.value, role.label) for role in grantable(by, team)]
        cast("forms.ChoiceField", self.fields["role"]).choices = offered

    def clean_submission(self) -> UUID | None:
        key: UUID | None = self.cleaned_data["submission"]
        self.instance.submission = key or self.instance.submission
        return key

    def sent_before(self) -> Invitation | None:
        """What an earlier press of the same button sent."""
        try:
            key = self.fields["submission"].clean(self["submission"].value())
        except forms.ValidationError:
            return None
        return Invitation.objects.filter(submission=key, team=self.instance.team).first()


class HeirField(forms.ModelChoiceField[Role]):
    def label_from_instance(self, obj: Role) -> str:
        return f"{obj.user}, {obj.get_name_display().lower()}"


class HandOverForm(Worded, forms.Form):
    wording = {"to": ("Who takes over", "Choose who takes over")}

    to = HeirField(Role.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, heirs: RoleQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("HeirField", self.fields["to"]).queryset = heirs.with_people()
        self.fields["to"].error_messages["invalid_choice"] = "Choose somebody who is in the team"
