"""A real `busbar serve` for a test: its site file, its process, its logs and its end."""
from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import time
from pathlib import Path

from client import MODEL, Client
from supplier import Supplier

ROOT = Path(__file__).resolve().parents[2]

#: Short enough for a quick suite; the suppliers that are to be right get more time, see `supplies`.
POLICY = {"connect_timeout": "500ms", "first_token_timeout": "10s", "idle_timeout": "1s", "response_timeout": "2s", "total_timeout": "20s",
          "attempts": 4, "retry_budget": 10, "retry_after_wait": "3s"}
#: The first-token limit of a supplier that fails by silence.
IMPATIENT = "700ms"


def binary() -> Path:
    """The program under test: $BUSBAR_BINARY, else the release build, else the debug build."""
    named = os.environ.get("BUSBAR_BINARY")
    candidates = [Path(named)] if named else [ROOT / ".build/release/busbar", ROOT / ".build/debug/busbar"]
    for path in candidates:
        if path.exists(): return path.resolve()
    raise FileNotFoundError(f"no busbar program at {', '.join(map(str, candidates))}: build it or set BUSBAR_BINARY")


def free_port() -> int:
    """A port below the range that outgoing connections take, so that nothing takes it before the gateway does."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as s:
            try: s.bind(("127.0.0.1", port))
            except OSError: continue
            return port


def session(leader: int) -> list[int]:
    """The processes of a session that are still there: its leader and whatever that started."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit(): continue
        try: fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError: continue
        if int(fields[3]) == leader and fields[0] != "Z": found.append(int(folder.name))
    return found


def supplies(*suppliers: Supplier) -> list[dict]:
    """Lines of a model in the site file, in order of preference."""
    return [{"supplier": s.name, "model": s.model, **s.offer} for s in suppliers]


def site(*suppliers: Supplier, policy: dict | None = None, models: dict | None = None, **more: object) -> dict:
    """A site file with one model, served by the suppliers in this order; ports and logs are filled in by `Gateway`."""
    return {
        "suppliers": {s.name: {"dialect": "openai", "url": s.url, "key": s.key, "region": f"{s.name}-region", "jurisdiction": s.jurisdiction,
                               **({"ca_file": s.tls.ca_file} if s.tls else {})} for s in suppliers},
        "models": models or {MODEL: supplies(*suppliers)},
        "policy": {**POLICY, **(policy or {})}, **more}


class Gateway:
    """A running `busbar serve`. Leaving the `with` block sends SIGTERM and checks that it ends well and leaves nothing behind."""

    def __init__(self, folder: Path, site: dict, arguments: tuple[str, ...] = (), environment: dict[str, str] | None = None, patience: float = 20):
        folder.mkdir(exist_ok=True)
        self.folder, self.arguments, self.environment, self.patience = folder, arguments, environment or {}, patience
        self.port, self.console = free_port(), free_port()
        self.file, self.access_log = folder / "busbar.yaml", folder / "access.log"
        self.output, self.errors = folder / "busbar.out", folder / "busbar.err"
        self.write(site)
        self.process: subprocess.Popen | None = None

    def write(self, site: dict) -> None:
        self.site = {"listen": f"127.0.0.1:{self.port}", "console": f"127.0.0.1:{self.console}", "access_log": str(self.access_log), **site}
        self.file.write_text(json.dumps(self.site, indent=1))         # JSON is YAML

    def __enter__(self) -> Gateway:
        command = [str(binary()), "serve", "--site", str(self.file), *self.arguments]
        with self.output.open("wb") as out, self.errors.open("wb") as err:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True, cwd=self.folder,
                                            env={**os.environ, **self.environment})
        try: self.wait_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:                                    # The test has failed already; do not hide why.
            self.kill()
            return
        status = self.stop(max(15, self.patience))
        assert status == 0, f"busbar ended with {status} after SIGTERM\n{self.logs()}"
        assert not self.family(), "busbar left processes behind"

    def wait_ready(self) -> None:
        """Waits for as long as its patience lasts: under valgrind it starts slowly."""
        end = time.monotonic() + self.patience
        while True:
            assert self.process.poll() is None, f"busbar ended with {self.process.returncode}\n{self.logs()}"
            try:
                if self.admin("GET", "/readyz").status == 200: return
            except OSError: pass
            assert time.monotonic() < end, f"busbar was not ready after {self.patience} s\n{self.logs()}"
            time.sleep(0.01)

    def client(self, **how: object) -> Client: return Client(self.port, **how)

    def chat(self, prompt: str, stream: bool = False, **how: object):
        key = how.pop("key", None)
        with self.client(key=key) as client: return client.chat(prompt, stream, **how)

    def admin(self, method: str, path: str):
        with Client(self.console, timeout=5) as client: return client.request(method, path)

    def status(self) -> dict: return self.admin("GET", "/admin/status").json

    def metrics(self) -> str: return self.admin("GET", "/metrics").body.decode()

    def signal(self, number: int) -> None: self.process.send_signal(number)

    def reload(self) -> None:
        """SIGHUP, as an operator would; it is asynchronous, so look for its effect."""
        self.signal(signal.SIGHUP)

    def stop(self, seconds: float = 15) -> int | None:
        """SIGTERM and the exit status; None when it did not end in time (then it is killed)."""
        if self.process.poll() is None: self.signal(signal.SIGTERM)
        try: return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def kill(self) -> None:
        for pid in self.family():
            try: os.kill(pid, signal.SIGKILL)
            except ProcessLookupError: pass
        self.process.wait(5)

    def family(self) -> list[int]: return session(self.process.pid)

    def logs(self, most: int = 4000) -> str:
        parts = []
        for path in (self.output, self.errors, self.access_log):
            text = path.read_text(errors="replace") if path.exists() else ""
            parts.append(f"--- {path.name}\n{text[-most:]}")
        return "\n".join(parts)

    def access(self, count: int, seconds: float = 5) -> list[dict]:
        """The access log's lines, once there are at least `count`."""
        end = time.monotonic() + seconds
        while True:
            lines = self.access_log.read_text().splitlines() if self.access_log.exists() else []
            if len(lines) >= count: return [json.loads(line) for line in lines]
            assert time.monotonic() < end, f"{len(lines)} lines in the access log, not {count}\n{self.logs()}"
            time.sleep(0.01)
