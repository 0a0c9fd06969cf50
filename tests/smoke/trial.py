"""The platform as a process under trial: started, stopped, killed and started again on one data folder."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from coproduce.local.bootstrap import CHECKOUT
from coproduce.local.processes import last_lines
from tests.smoke.visitor import Surprise, Visitor

READY = "Ready: "
CATCHER = "Mail catcher: "
MAIL_WITHIN = 90.0  # the clock looks every minute, should waking the worker have failed


@dataclass
class Trial:
    """One data folder and whatever runs on it at the moment."""

    home: Path
    port: int
    url: str = ""
    catcher: str = ""
    process: "subprocess.Popen[str] | None" = None
    lines: list[str] = field(default_factory=list)

    def start(self, *, within: float) -> None:
        """As `make run` does once everything is installed; ready when the last line says so."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coproduce.local"],
            cwd=CHECKOUT,
            env={**os.environ, "RUN_DIR": str(self.home), "PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = []
        self.url = self.read_until(READY)
        self.catcher = next(line for line in self.lines if line.startswith(CATCHER)).removeprefix(CATCHER)
        if (taken := time.monotonic() - began) > within:
            raise Surprise(f"It took {taken:.1f} s until it was ready; {within:.0f} s are allowed.")

    def read_until(self, beginning: str) -> str:
        assert self.process
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith(beginning):
                return line.removeprefix(beginning).strip()
        raise Surprise("It did not start. It said:\n" + "\n".join(self.lines))

    def stop(self, *, within: float = 10.0) -> None:
        """Ctrl-C."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=within)
        if self.process.returncode != 0:
            raise Surprise(f"After Ctrl-C it ended with {self.process.returncode}: {said}")
        self.expect_nothing_left()

    def kill(self) -> None:
        """As when the machine's owner loses patience: kill -9."""
        assert self.process
        self.process.kill()
        self.process.communicate()

    def expect_nothing_left(self) -> None:
        """No program of ours outlives the supervisor."""
        if left := [words for words in command_lines() if str(self.home) in words]:
            raise Surprise(f"Still running after the end: {left}")

    def end(self) -> None:
        """At the end of the trial, however it went."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.communicate()

    def manage(self, *arguments: str) -> str:
        """`manage.py` in another shell: it finds the running engines by the file that the run has written."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env={**os.environ, "ENVIRONMENT_FILE": str(self.home / "environment")},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Surprise(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def visitor(self) -> Visitor:
        return Visitor(self.url)

    def mails(self, to: str, about: str = "") -> list[dict[str, str]]:
        """What the catcher has for an address, newest first."""
        with urllib.request.urlopen(f"{self.catcher}messages.json?to={quote(to)}", timeout=10) as reply:
            return [mail for mail in json.load(reply) if about in mail["subject"] + mail["text"]]

    def mail(self, to: str, about: str = "", *, count: int = 1) -> dict[str, str]:
        """The newest of at least so many mails, waited for."""
        deadline = time.monotonic() + MAIL_WITHIN
        while len(found := self.mails(to, about)) < count:
            if time.monotonic() > deadline:
                raise Surprise(f"No mail about {about!r} to {to} came; there are {self.mails(to)}")
            time.sleep(0.3)
        return found[0]

    def logs(self) -> str:
        """The ends of all logs, for whoever must find out why."""
        return "\n".join(f"{log}:\n{last_lines(log)}" for log in sorted((self.home / "log").glob("*.log")))


def command_lines() -> list[str]:
    """Of every process; empty where the system has no /proc."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(file.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found


def address_in(text: str, path: str) -> str:
    """The first web address in a mail that holds this path."""
    found = re.search(rf"https?://\S*{re.escape(path)}\S*", text)
    if not found:
        raise Surprise(f"The mail has no address with {path}: {text}")
    return found[0]
