"""Nothing under test reaches a real network: not this process, not what it starts, not the browser, not the PDS."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.loopback.sitecustomize import REFUSED, Outside
from tests.servers import node
from tests.servers.needed import lacking

OUTSIDE = "192.0.2.1"  # TEST-NET-1: nobody's
# sent to a process that Python itself starts, with no line of the project in it
TRIES = """
import socket, sys
number, name = ("192.0.2.1", 443), ("made-up.example", 443)
for what in (lambda: socket.create_connection(number, 5), lambda: socket.getaddrinfo(*name)):
    try:
        what()
    except OSError as refused:
        print(refused)
socket.create_connection(("localhost", int(sys.argv[1])), 5).close()
print("loopback works")
"""


def held(said: str) -> bool:
    """Both tries were refused in words, and what is on this machine answered."""
    first, second, third = said.strip().splitlines()
    assert f"wanted to reach {OUTSIDE}:443" in first and "CONTRIBUTING.md" in first
    assert "wanted to reach made-up.example" in second
    return third == "loopback works"


@pytest.mark.parametrize("reach", [
    lambda: socket.create_connection((OUTSIDE, 443), 5),
    lambda: socket.create_connection(("2001:db8::1", 443), 5),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (OUTSIDE, 53)),
    lambda: socket.getaddrinfo("made-up.example", 443),
    lambda: socket.gethostbyname("localhost.made-up.example"),
    lambda: socket.gethostbyaddr(OUTSIDE),
    lambda: asyncio.run(asyncio.wait_for(asyncio.open_connection(OUTSIDE, 443), 5)),
    lambda: urllib.request.urlopen(f"http://{OUTSIDE}/", timeout=5),
])
def test_addresses_outside_are_refused_here(reach: object, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever way is tried, a number or a name; and it is said aloud, in case the error is dealt with somewhere."""
    with pytest.raises((Outside, urllib.error.URLError), match="wanted to reach"):
        reach()  # type: ignore[operator]
    assert REFUSED in capfd.readouterr().err


POSTGRES = """
import asyncio, sys, psycopg
number, name, here = "postgresql://x@192.0.2.1:5432/x", "postgresql://x@made-up.example/x", sys.argv[1]
for url in (number, name, "host=localhost hostaddr=192.0.2.1 dbname=x", number.replace("//x@", "//x@127.0.0.1,")):
    for connect in (psycopg.connect, lambda *how, **more: asyncio.run(psycopg.AsyncConnection.connect(*how, **more))):
        try:
            connect(url, connect_timeout=5)
        except (OSError, psycopg.Error) as refused:
            print(str(refused).replace("\\n", " "))
for url in (f"postgresql://x@localhost:{here}/x", "host=/nowhere dbname=x"):
    try:
        psycopg.connect(url, connect_timeout=60)
    except psycopg.Error as failure:
        assert "wanted to reach" not in str(failure), failure
print("loopback was tried")
"""


def test_a_database_outside_is_refused() -> None:
    """libpq opens its own sockets: a database's number, name or address beside a name is refused before it does."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    done = subprocess.run([sys.executable, "-c", POSTGRES, str(port)], capture_output=True, text=True, timeout=120,
                          env=bare, check=False)
    assert done.returncode == 0, done.stderr
    *refused, last = done.stdout.strip().splitlines()
    assert last == "loopback was tried" and len(refused) == 8, done.stdout
    assert done.stderr.count(f"{REFUSED}: ") >= 8, done.stderr
    assert sum(f"wanted to reach {OUTSIDE}:5432" in line for line in refused[:2]) == 2


def test_loopback_and_unix_sockets_work_here(tmp_path: Path) -> None:
    """By number, by name, in the short form, to a file; a number is read without asking anybody."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for host in ("127.0.0.1", "localhost", "127.1"):
            socket.create_connection((host, port), 5).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as caller:
        server.bind(str(tmp_path / "s"))
        server.listen()
        caller.connect(str(tmp_path / "s"))
    assert socket.getaddrinfo(OUTSIDE, 443)


def test_a_mail_may_be_written(capfd: pytest.CaptureFixture[str]) -> None:
    """Whoever writes one asks for this machine's whole name; no server is asked, and nothing is said aloud."""
    assert socket.getfqdn()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("package", ["tests", "evals"])
def test_a_started_process_is_held(package: str, tmp_path: Path) -> None:
    """What tests and evals start is held, and what that starts, with PYTHONPATH set by hand or not at all."""
    chain = (f"import {package}, subprocess, sys; "
             "subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True, cwd='/')")
    for around in ({}, {"PYTHONPATH": str(tmp_path)}):
        bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        with socket.create_server(("127.0.0.1", 0)) as server:
            done = subprocess.run(
                [sys.executable, "-c", chain, TRIES, str(server.getsockname()[1])], capture_output=True, text=True,
                timeout=60, env=bare | around, cwd=Path(__file__).parents[2], check=False)
        assert done.returncode == 0, done.stderr
        assert held(done.stdout)


def test_the_pds_is_held() -> None:
    """The head of pds.mjs refuses what is outside, and lets loopback through."""
    if why := node.missing():
        lacking(why)
    head, mark, _ = (node.HERE / "pds.mjs").read_text(encoding="utf-8").partition("const dir = path.resolve")
    assert mark
    tries = """
      import { createServer } from 'node:http'
      const server = createServer((_, answer) => answer.end('x'))
      await new Promise(ready => server.listen(0, ready))
      const here = `http://localhost:${server.address().port}/`
      for (const url of ['http://192.0.2.1/', 'http://made-up.example/', here])
        await fetch(url).then(() => console.log('answered'), error => console.log(error.cause.message))
      await dns.promises.resolveTxt('_atproto.made-up.example').catch(error => console.log(error.code))
      process.exit(0)
    """
    done = subprocess.run(["node", "--input-type=module", "-e", head + tries], capture_output=True, text=True,
                          timeout=60, check=True)
    number, name, here, record = done.stdout.strip().splitlines()
    assert number.endswith(f"wanted to reach {OUTSIDE}") and name.endswith("wanted to reach made-up.example")
    assert (here, record) == ("answered", "ECONNREFUSED")
