"""`python -m tests.smoke`: prints what it did and how long it took, or says what went wrong."""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from coproduce.local import ports, scratch
from coproduce.local.bootstrap import Progress
from tests.smoke import journeys
from tests.smoke.trial import Trial
from tests.smoke.visitor import Surprise

FIRST_WITHIN, AGAIN_WITHIN, AFTER_A_KILL = 180.0, 15.0, 60.0

#: In this order, on one data folder.
STEPS: tuple[tuple[str, Callable[[Trial], None]], ...] = (
    ("First start, on a fresh data folder", lambda trial: trial.start(within=FIRST_WITHIN)),
    ("Public pages", journeys.everyone_reads_the_public_pages),
    ("Each demo role by one click", journeys.each_demo_role_enters_by_one_click),
    ("Password, authenticator, recovery code", journeys.an_officer_comes_in_by_the_real_road),
    ("Case study: from draft to digest", journeys.a_case_study_goes_from_draft_to_digest),
    (
        "Engagement: from invitation to being heard",
        journeys.an_engagement_goes_from_invitation_to_being_heard,
    ),
    ("Ctrl-C", lambda trial: trial.stop()),
    ("Second start", lambda trial: trial.start(within=AGAIN_WITHIN)),
    ("Nothing was lost", journeys.nothing_was_lost),
    ("kill -9", lambda trial: trial.kill()),
    ("Third start", lambda trial: trial.start(within=AFTER_A_KILL)),
    ("Nothing was lost again", journeys.nothing_was_lost),
    ("Ctrl-C again", lambda trial: trial.stop()),
)


def walk(trial: Trial, progress: Progress) -> int:
    for words, step in STEPS:
        try:
            with progress.step(words):
                step(trial)
        except (Surprise, LookupError, OSError) as problem:
            progress.say(f"\n{problem}\n\n{trial.logs()}")
            return 1
    progress.say(f"\nAll {len(STEPS)} steps went well.")
    return 0


def fresh_folder(ending: ExitStack) -> Path:
    """RUN_DIR, if it is named and holds nothing; else a folder that is removed afterwards."""
    if named := os.environ.get("RUN_DIR"):
        folder = Path(named).resolve()
        if folder.exists() and any(folder.iterdir()):
            sys.exit(f"{folder} is not empty. The trial starts on a fresh data folder.")
        return folder
    made = scratch.folder("coproduce-smoke-")
    ending.callback(made.remove)
    return made.path / "run"


def main() -> int:
    with ExitStack() as ending:
        trial = Trial(fresh_folder(ending), ports.wished(default=8200))
        ending.callback(trial.end)
        return walk(trial, Progress())


if __name__ == "__main__":
    sys.exit(main())
