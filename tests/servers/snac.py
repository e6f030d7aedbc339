"""A real snac2: a Mastodon-API server without delete, without streams, that ignores Idempotency-Key."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx

from tests.servers.ports import free_port

_HERE = Path(__file__).parent
_OWN = _HERE.parent.parent / ".cache/snac2/usr/bin/snac"
READY_S = 60.0
# no Python, so tests/loopback does not hold it: its libcurl asks a proxy that is not there for all that is outside
_STAYS = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
_STAYS["no_proxy"] = "localhost,127.0.0.1"


def missing() -> str | None:
    """Why there is no snac2 here, after trying to fetch it; None: it is there."""
    done = subprocess.run([str(_HERE / "setup_snac.sh")], capture_output=True, text=True, timeout=120, check=False)
    return done.stderr.strip() or "setup_snac.sh failed" if done.returncode else None


@dataclass(frozen=True, slots=True)
class Person:
    """An account."""

    name: str
    id: str
    token: str = field(repr=False)


class Snac:
    """One running server with fresh data. A context manager; ends the process that it started, by its pid."""

    def __init__(self) -> None:
        self._snac = shutil.which("snac") or str(_OWN)
        self.host, self.port = "127.0.0.1", free_port()
        self.url = f"http://localhost:{self.port}"  # it answers to this name only
        self._home = Path(tempfile.mkdtemp(prefix="snac-"))
        self._data = self._home / "data"
        self._people = 0
        answers = f"127.0.0.1\n{self.port}\nlocalhost:{self.port}\n\n\n"
        self._run("init", stdin=answers)
        settings = self._data / "server.json"
        # one thread per core is its default, and deliveries that wait for a name hold them for seconds
        changes = {"protocol": "http", "num_threads": 24}
        settings.write_text(json.dumps(json.loads(settings.read_text()) | changes))
        self._log = (self._home / "log").open("wb")
        self._process = subprocess.Popen(
            [self._snac, "httpd", str(self._data)], stdout=self._log, stderr=subprocess.STDOUT, env=os.environ | _STAYS
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def person(self) -> Person:
        """A new account with a token."""
        self._people += 1
        name = f"user{self._people}"
        said = self._run("adduser", name)
        found = re.search(r"password is (\S+)", said)
        assert found, said
        form = {"login": name, "passwd": found[1]}
        token = self._call("POST", "/oauth/x-snac-get-token", data=form).text.strip()
        headers = {"Authorization": f"Bearer {token}"}
        me = self._call("GET", "/api/v1/accounts/verify_credentials", headers=headers).json()
        return Person(name, me["id"], token)

    def stop(self) -> None:
        """End it and remove its data."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._log.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, verb: str, *more: str, stdin: str = "") -> str:
        command = [self._snac, verb, str(self._data), *more]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=30, check=True).stdout

    def _call(self, method: str, path: str, **options: object) -> httpx.Response:
        """One call on a connection of its own: kept-alive ones are cut now and then."""
        headers = {"Connection": "close", **options.pop("headers", {})}  # type: ignore[dict-item]
        answer = httpx.request(method, self.url + path, headers=headers, **options)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer

    def _wait(self) -> None:
        ends = time.monotonic() + READY_S
        while True:
            try:
                self._call("GET", "/api/v1/instance")
                return
            except httpx.HTTPError:
                if time.monotonic() > ends or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
