"""Django's entry to the accounts app, and the admin site it guards."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AccountsConfig(AppConfig):
    name = "coproduce.accounts"
    label = "accounts"
    verbose_name = "Accounts and roles"


class AdminConfig(DjangoAdminConfig):
    default_site = "coproduce.accounts.admin_site.Site"
