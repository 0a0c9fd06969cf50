"""The door for the web server; it stays shut while a view does not say who may open it."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

application = get_wsgi_application()
import_string("coproduce.accounts.checks.refuse_undeclared_views")()
