"""Free ports."""

from socket import socket

import pytest

from coproduce.local import ports
from coproduce.local.ports import PortError


def test_a_taken_port_is_stepped_over(bound: socket) -> None:
    with ports.bind(ports.number(bound)) as second:
        assert ports.number(second) > ports.number(bound)


def test_a_port_is_waited_for_when_a_killed_run_held_it(bound: socket) -> None:
    number = ports.number(bound)
    bound.close()
    with ports.bind(number, patience=1.0) as again:
        assert ports.number(again) == number


def test_after_waiting_in_vain_the_next_port_is_taken(bound: socket) -> None:
    with ports.bind(ports.number(bound), patience=0.15) as second:
        assert ports.number(second) != ports.number(bound)


@pytest.mark.parametrize("given", ["", "  "])
def test_without_a_wish_the_default_is_taken(given: str) -> None:
    assert ports.wished({"PORT": given}) == 8000


def test_the_wish_of_the_environment_counts() -> None:
    assert ports.wished({"PORT": "8123"}) == 8123


@pytest.mark.parametrize("given", ["abc", "0", "-1", "65536", "80 90", "8000.5"])
def test_a_wish_that_is_no_port_is_refused_in_words(given: str) -> None:
    with pytest.raises(PortError, match="must be a number from 1 to 65535"):
        ports.wished({"PORT": given})


def test_when_all_are_taken_the_words_say_which(bound: socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "TRIES", 1)
    with pytest.raises(PortError, match=f"All ports from {ports.number(bound)}"):
        ports.bind(ports.number(bound))


def test_a_port_for_root_alone_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: socket, _address: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ports, "socket", type("Refusing", (socket,), {"bind": refuse}))
    with pytest.raises(PortError, match="reserved for root"):
        ports.bind(80)


def test_the_address_is_what_a_browser_takes(bound: socket) -> None:
    assert ports.url(bound) == f"http://127.0.0.1:{ports.number(bound)}/"
