"""Where the engines keep files: in the checkout, or in /var/tmp where the checkout is out of their reach."""

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes on Linux, 103 elsewhere
POSTGRES_SOCKET = ".s.PGSQL.5432"
VAR_TMP = Path("/var/tmp")  # noqa: S108 - a folder of our own below it is checked before use


class PlaceError(Exception):
    """A folder that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The user a server runs as."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """PostgreSQL refuses to run as root, so root runs it as `nobody`; anyone else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def within_reach(path: Path) -> bool:
    """Whether an account that owns nothing may read the path and pass through every folder above it."""
    try:
        modes = [folder.stat().st_mode for folder in (path, *path.resolve().parents)]
    except PermissionError:
        return False
    return all(mode & (stat.S_IXOTH if stat.S_ISDIR(mode) else stat.S_IROTH) for mode in modes)


def reachable_by(account: Account | None, path: Path) -> bool:
    return account is None or within_reach(path)


def folder(path: Path, *, owner: Account | None = None, mode: int = 0o700) -> Path:
    """The folder, made if missing, with the owner and mode the servers insist on."""
    path.mkdir(parents=True, exist_ok=True)
    if owner is not None:
        os.chown(path, owner.uid, owner.gid)
    path.chmod(mode)
    return path


def attic_root() -> Path:
    return VAR_TMP / f"coproduce-{os.geteuid()}"


def attic() -> Path:
    """Our own folder under /var/tmp. Refused when someone else made it first."""
    path = attic_root()
    path.mkdir(mode=0o711, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PlaceError(f"{path} belongs to someone else. Remove it, then try again.")
    path.chmod(0o711)
    return path


def attic_of(home: Path) -> Path:
    """The part of the attic that serves one home, made if missing."""
    attic()
    return folder(attic_path(home), mode=0o711)


def attic_path(home: Path) -> Path:
    """Its name says nothing about the path it stands for."""
    return attic_root() / hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]


def data_folder(home: Path, account: Account | None) -> Path:
    """Where data lives: in `home`, unless the server's account cannot come in there."""
    return home if reachable_by(account, home) else attic_of(home)


def socket_folder(home: Path, account: Account | None) -> Path:
    """Where sockets live: in `home`, unless out of reach or so deep that the path would be too long."""
    longest = home / "sockets" / "postgres" / f"{POSTGRES_SOCKET}.lock"
    fits = len(os.fsencode(longest)) <= LONGEST_SOCKET_PATH and reachable_by(account, home)
    return folder((home if fits else attic_of(home)) / "sockets", mode=0o711)


def quiet_environment() -> dict[str, str]:
    """The engines see nothing of ours: no PG* variable, no secret; messages in English."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def reachable_copy(sources: list[Path], name: str, account: Account | None) -> Path:
    """A folder that holds the sources side by side, where the account can read: their own, or a copy."""
    if all(reachable_by(account, source) for source in sources):
        return sources[0].parent
    copy = attic() / name
    if not copy.is_dir():
        partial = attic() / f"{name}.{os.getpid()}"
        for source in sources:
            unneeded = shutil.ignore_patterns("include", "__pycache__")
            shutil.copytree(source, partial / source.name, ignore=unneeded)
        partial.chmod(0o755)
        put_in_place(partial, copy)
    return copy


def put_in_place(partial: Path, copy: Path) -> None:
    """Two runs may copy at once: the first wins, the other throws its copy away."""
    try:
        partial.rename(copy)
    except OSError:
        shutil.rmtree(partial)
