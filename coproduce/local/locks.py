"""What `make lock` runs: compiles every lock file, with hashes, for all platforms, naming no registry."""

import subprocess
import sys
from pathlib import Path

from coproduce.local.bootstrap import CHECKOUT, LOCKS, Progress, uv_environment

UV = Path(sys.executable).parent / "uv"
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--python-version",
    "3.11",
)
#: Each set, with what it adds and the smaller set that it must agree with.
REQUIREMENTS = {
    "requirements.txt": [],
    "requirements-local.txt": ["--extra", "local", "-c", "requirements.txt"],
    "requirements-dev.txt": ["--extra", "local", "--extra", "dev", "-c", "requirements-local.txt"],
}


def compile_lock(folder: Path, source: str, target: str, *options: str) -> None:
    command = [str(UV), "pip", "compile", "--quiet", *OPTIONS, *options, source, "-o", target, *sys.argv[1:]]
    done = subprocess.run(command, cwd=folder, check=False, env=uv_environment())
    if done.returncode:
        sys.exit(f"\n{target} could not be compiled; the reason is above.")


def main() -> None:
    """Versions stay as they are unless pyproject.toml asks otherwise; `--upgrade` moves them."""
    progress = Progress()
    for target, options in REQUIREMENTS.items():
        with progress.step(f"Compiling {target}"):
            compile_lock(CHECKOUT, "pyproject.toml", target, *options)
    for source in sorted(LOCKS.glob("*.in")):
        with progress.step(f"Compiling {source.stem}.txt"):
            compile_lock(LOCKS, source.name, f"{source.stem}.txt")


if __name__ == "__main__":
    main()
