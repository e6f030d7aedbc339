"""A PostgreSQL cluster of our own: fresh data, a free loopback port, ended by its own pid. Never run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.servers.ports import free_port

_FAST = """listen_addresses='127.0.0.1'
unix_socket_directories=''
fsync=off
synchronous_commit=off
full_page_writes=off
"""


def missing() -> str:
    """Why it cannot run here, "" where it can."""
    return "" if _binaries() else "PostgreSQL's server is not installed: tests/servers/setup.sh postgres"


class Postgres:
    """One running cluster; `url` is what SLIPGUARD_DATABASE_URL takes."""

    def __init__(self) -> None:
        self._bin = _binaries()
        if self._bin is None:
            raise RuntimeError(missing())
        self._data = Path(tempfile.mkdtemp(prefix="postgres-"))
        self.port = free_port()
        self._who = "postgres" if os.geteuid() == 0 else None
        if self._who:
            account = pwd.getpwnam(self._who)
            os.chown(self._data, account.pw_uid, account.pw_gid)
        self._run("initdb", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(f"{_FAST}port={self.port}\nmax_connections=200\n")
        self._run("pg_ctl", "-w", "-l", str(self._data / "log"), "start")
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """End the cluster and remove its data."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._data, ignore_errors=True)

    def _run(self, name: str, *words: str) -> None:
        assert self._bin
        subprocess.run([self._bin / name, "-D", self._data, *words], check=True, capture_output=True, timeout=60,
                       user=self._who, cwd="/")


def database(cluster: str, name: str) -> str:
    """A database of its own in a running cluster: the URL of one that is made now."""
    import psycopg

    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{cluster.rpartition('/')[0]}/{name}"


def _binaries() -> Path | None:
    """Debian keeps the server's programs out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None
