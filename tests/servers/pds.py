"""A real Bluesky PDS with its own directory of identities, started with fresh data on free loopback ports."""

from __future__ import annotations

import itertools
import json
import os
import re
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import httpx

from tests.servers import node
from tests.servers.ports import free_port

READY_S = 120  # three to six seconds on a quiet machine
_PASSWORD = "only-for-this-test"


class Pds:
    """One running server. A context manager; `stop()` ends the process that was started, by its pid.

    `backfill_ms`: how far back its stream can be resumed (a real one: a day). `rate_limits`: with the
    real quotas.
    """

    def __init__(self, backfill_ms: int | None = None, rate_limits: bool = False) -> None:
        if why := node.missing():
            raise RuntimeError(why)
        self.port, self._plc = free_port(), free_port()
        self.host = "127.0.0.1"
        self.url = f"http://localhost:{self.port}"  # a name, not a number: DIDs are resolved by it
        self._data = Path(tempfile.mkdtemp(prefix="pds-"))
        self._numbers = itertools.count(1)
        environment = os.environ | {
            "PDS_HOME": str(node.home()),
            "RATE_LIMITS": "true" if rate_limits else "false",
        }
        if backfill_ms is not None:
            environment["PDS_REPO_BACKFILL_LIMIT_MS"] = str(backfill_ms)
        self._log = (self._data / "stderr.log").open("wb")
        self._process = subprocess.Popen(
            [
                shutil.which("node") or "node",
                str(node.HERE / "pds.mjs"),
                str(self._data / "data"),
                str(self.port),
                str(self._plc),
            ],
            env=environment,
            stdin=subprocess.PIPE,  # closing it ends the server, should this process die
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        assert self._process.stdout
        said, _, _ = select.select([self._process.stdout], [], [], READY_S)
        line = self._process.stdout.readline() if said else b""
        if not line:
            errors = (self._data / "stderr.log").read_text(errors="replace")[-2000:]
            raise RuntimeError(f"the PDS did not start within {READY_S} s:\n{errors}")
        assert json.loads(line)["pid"] == self._process.pid
        ends = time.monotonic() + READY_S
        while True:
            try:
                if httpx.get(f"{self.url}/xrpc/_health", timeout=20).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            assert time.monotonic() < ends, "the PDS listens and does not answer"
            time.sleep(0.05)

    def call(self, nsid: str, token: str | None = None, **body: Any) -> dict[str, Any]:
        """A procedure of the server, plainly; its JSON answer. Raises httpx.HTTPStatusError."""
        answer = httpx.post(
            f"{self.url}/xrpc/{nsid}",
            json=body,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=120,
        )
        answer.raise_for_status()
        return dict(answer.json()) if answer.content else {}

    def account(self, name: str = "") -> dict[str, str]:
        """A new account: did, handle, password (the main one), app_password. `name`: NAME.test."""
        name = re.sub("[^a-z0-9-]", "-", name.lower()) or f"account-{next(self._numbers)}"
        made = self.call(
            "com.atproto.server.createAccount",
            handle=f"{name}.test",
            email=f"{name}@example.com",
            password=_PASSWORD,
        )
        app = self.call("com.atproto.server.createAppPassword", made["accessJwt"], name="tests")
        return {
            "did": made["did"],
            "handle": made["handle"],
            "password": _PASSWORD,
            "app_password": app["password"],
        }

    def jwt_secret(self) -> bytes:
        """The key that this server signs access tokens with: tests make expired ones."""
        return str(json.loads((self._data / "data" / "secrets.json").read_text())["jwt"]).encode()

    def stop(self) -> None:
        """End the server and remove its data. Safe to call twice."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            if pipe:
                pipe.close()
        shutil.rmtree(self._data, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
