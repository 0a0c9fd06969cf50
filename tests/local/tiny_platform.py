"""The real supervisor over tiny parts, so that what it does with them can be tried in seconds.

TINY_<PART>=fails makes that part end at once.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from socket import socket

from coproduce.local import __main__ as local
from coproduce.local import parts
from coproduce.local.parts import Part, begun

FAILS = "raise SystemExit('the reason is a broken beam')"
SLEEPS = "import time; time.sleep(60)"
ANSWERS = """
import http.server, socket, sys
class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"site")
server = http.server.HTTPServer(("127.0.0.1", 0), Site, bind_and_activate=False)
server.socket.close()
server.socket = socket.socket(fileno=int(sys.argv[1]))
server.serve_forever()
"""


def tiny(home: Path, name: str, environment: Mapping[str, str], code: str, *fds: int) -> Part:
    (home / f"{name}.py").write_text(FAILS if os.environ.get(f"TINY_{name.upper()}") == "fails" else code)
    told = {**environment, "PYTHONPATH": str(home)}
    return begun(home, name, told, name, *map(str, fds), fds=fds)


def preparation(home: Path, environment: Mapping[str, str]) -> Part:
    return tiny(home, "preparation", environment, "")


def web(home: Path, environment: Mapping[str, str], site: socket) -> Part:
    return tiny(home, "web", environment, ANSWERS, site.fileno())


def worker(home: Path, environment: Mapping[str, str]) -> Part:
    return tiny(home, "worker", environment, SLEEPS)


def beat(home: Path, environment: Mapping[str, str]) -> Part:
    return tiny(home, "beat", environment, SLEEPS)


if __name__ == "__main__":
    for part in (preparation, web, worker, beat):
        setattr(parts, part.__name__, part)
    sys.exit(local.main())
