"""`python -m coproduce.local`: run the whole platform until Ctrl-C."""

import errno
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from coproduce.local import ports
from coproduce.local.bootstrap import CHECKOUT, Progress, SetupError, in_words
from coproduce.local.places import PlaceError
from coproduce.local.processes import ProcessError, end_with_parent
from coproduce.local.run_lock import AlreadyRunning
from coproduce.local.supervisor import Supervisor


def stop(_number: int, _frame: FrameType | None) -> None:
    """From the first signal on, no other disturbs the stopping, which takes seconds at most."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def obey_signals() -> None:
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup leaves it
        signal.signal(signal.SIGHUP, stop)


def main() -> int:
    obey_signals()
    if "--under-make" in sys.argv:
        end_with_parent()
    home = Path(os.environ.get("RUN_DIR") or CHECKOUT / ".run").resolve()
    try:
        Supervisor(home, wished_port=ports.wished(), progress=Progress()).run()
    except KeyboardInterrupt:
        return 0
    except (AlreadyRunning, PlaceError, ports.PortError, ProcessError, SetupError) as problem:
        print(f"\n{problem}", flush=True)
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        print(f"\n{in_words(problem)}", flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
