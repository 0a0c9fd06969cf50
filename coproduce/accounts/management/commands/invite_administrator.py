"""Invites an administrator, whom nobody else can invite on a new platform: prints the link and mails it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from coproduce.accounts import invitations
from coproduce.accounts.models import Invitation, RoleName, Team


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--base-url", default=settings.BASE_URL, help="Address of this installation")

    def handle(self, *args: Any, **options: Any) -> None:
        invitation = Invitation(
            email=options["email"], role=RoleName.ADMINISTRATOR, team=Team.objects.national()
        )
        try:
            validate_email(invitation.email)
            issued = invitations.issue(invitation, by=None, now=timezone.now(), base_url=options["base_url"])
        except (ValidationError, invitations.InvitationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(
            f"Good once, until {issued.invitation.expires_at:%d %B %Y}, for {invitation.email}:"
        )
        self.stdout.write(issued.link)
