"""The road from accounts to the outbox."""

from typing import Any

from pytest_django import Settings

from coproduce.accounts import mail

taken: list[dict[str, Any]] = []


def road(kind: str, **parts: Any) -> bool:
    taken.append({"kind": kind, **parts})
    return True


def test_the_road_is_the_one_named_in_settings(settings: Settings) -> None:
    settings.MAIL_ROAD = f"{__name__}.road"
    mail.send("account_example", to="una@example.org", context={"code": "A"}, told_apart_by="A")
    assert taken[0]["kind"] == "account_example"
    assert taken[0]["to"] == "una@example.org"
    assert taken[0]["key"].startswith("account_example:")


def test_keys_differ_by_kind_address_and_occasion(settings: Settings) -> None:
    settings.MAIL_ROAD = f"{__name__}.road"
    taken.clear()
    for kind, to, occasion in (
        ("a", "x@y.z", "1"),
        ("b", "x@y.z", "1"),
        ("a", "w@y.z", "1"),
        ("a", "x@y.z", "2"),
    ):
        mail.send(kind, to=to, context={}, told_apart_by=occasion)
    assert len({mail["key"] for mail in taken}) == 4


def test_keys_depend_on_the_secret_of_this_installation(settings: Settings) -> None:
    settings.MAIL_ROAD = f"{__name__}.road"
    taken.clear()
    for secret in ("one secret", "another secret"):
        settings.SECRET_KEY = secret
        mail.send("a", to="x@y.z", context={}, told_apart_by="1")
    assert taken[0]["key"] != taken[1]["key"]
