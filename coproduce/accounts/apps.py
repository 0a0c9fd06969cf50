"""Django's entry to the accounts app, and the admin site it guards."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    default = True
    name = "coproduce.accounts"
    label = "accounts"
    verbose_name = "Accounts and roles"

    def ready(self) -> None:
        import_module("coproduce.accounts.checks")


class AdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "coproduce.accounts.admin_site.Site"
