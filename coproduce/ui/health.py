"""Whether this process lives, and whether it can do its work: for load balancers and people on duty."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError as BrokerError

from coproduce.accounts.access import PUBLIC, declare

#: Redis carries no state, so its absence is told but does not make us unready.
REQUIRED = ("database", "migrations")


@require_safe
@declare(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not get it killed."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@declare(PUBLIC)
def readyz(request: HttpRequest) -> JsonResponse:
    checks = {"database": database(), "migrations": migrations(), "redis": redis()}
    ready = all(checks[name] == "ok" for name in REQUIRED)
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def migrations() -> str:
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return "unknown"
    return "ok" if known_migrations() <= applied else "pending"


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Those in the code; they cannot change while the process lives."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def redis() -> str:
    options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 1}
    try:
        with Connection(settings.REDIS_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0)
    except (BrokerError, OSError):
        return "unreachable"
    return "ok"
