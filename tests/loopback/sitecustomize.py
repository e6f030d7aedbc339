"""Nothing under test reaches a real network: only loopback and unix sockets; anything else is refused, in words.

Python imports a module of this name at its start. `tests/__init__.py` puts this folder first on PYTHONPATH, so each
process that a test or an eval starts is held too, and no line of Slipguard knows of it. By hand, to try something:
`PYTHONPATH=tests/loopback .venv/bin/slipguard up`. Light, because it is in every start that is measured.
"""

import os
import sys
from contextlib import suppress

HELD = True
REFUSED = "refused outside loopback"  # rig.served looks for it in a server's log
_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost"}
_RESOLVES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
_LIBPQ = {"psycopg._conninfo_attempts", "psycopg._conninfo_attempts_async"}
_SENDS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_SAYS = (
    "Tests and evals stay on this machine, and this one wanted to reach {0}. Give the process the address of a server "
    "on 127.0.0.1 (tests/servers has one for each network), or set the setting whose default this is; "
    "see CONTRIBUTING.md, “Nothing leaves the machine”."
)


class Outside(OSError):  # what no network at all would raise, so a server under test lives on as it would without one
    """An address that is not this machine's."""


def _hook(event: str, given: tuple) -> None:
    if event in _SENDS:
        address = given[1]
        if isinstance(address, tuple) and not isinstance(address[0], int) and not _here(address[0]):
            _refuse(f"{address[0]}:{address[1]}")
    elif event in _RESOLVES:
        asked = given[0][0] if event == "socket.getnameinfo" else given[0]
        # a number asks nobody, unless its name is wanted
        if not _here(asked) and (event.endswith(("addr", "nameinfo")) or _number(asked) is None):
            if _text(asked) == os.uname().nodename:  # smtplib and Django ask for its whole name, and do without
                raise Outside("Under test this machine's own name is not looked up.")
            _refuse(f"{_text(asked)} (whose address it wanted to ask a server for)")
    elif event == "import" and given[0] in _LIBPQ:
        sys.meta_path.insert(0, _Libpq)


class _Libpq:
    """PostgreSQL's client library opens its sockets itself, unseen by Python: psycopg asks here before it does."""

    @classmethod
    def find_spec(cls, name: str, path: object, target: object = None):
        from importlib.machinery import PathFinder

        sys.meta_path.remove(cls)
        found = PathFinder.find_spec(name, path)
        load = found.loader.exec_module

        def exec_module(module) -> None:
            load(module)
            resolve = module._resolve_hostnames  # psycopg 3 calls it for each server of a connection string

            def held(params):
                asked = params.get("hostaddr") or params.get("host") or ",".join(
                    os.environ.get(name, "") for name in ("PGHOSTADDR", "PGHOST"))
                for host in str(asked).split(","):
                    if not host.startswith(("/", "@")) and not _here(host):  # those are sockets on this machine
                        _refuse(f"{host}:{params.get('port', 5432)}")
                return resolve(params)

            module._resolve_hostnames = held

        found.loader.exec_module = exec_module
        return found


def _refuse(address: str) -> None:
    says = _SAYS.format(address)
    with suppress(OSError):
        os.write(2, f"{REFUSED}: {says}\n".encode())  # what was tried is seen even where the error is dealt with
    raise Outside(says)


def _here(host: object) -> bool:
    name = _text(host).lower().rstrip(".")
    if name in _NAMES:
        return True
    number = _number(name)
    return number is not None and (getattr(number, "ipv4_mapped", None) or number).is_loopback


def _number(host: object):
    from _socket import inet_aton
    from ipaddress import ip_address

    try:
        return ip_address(_text(host).partition("%")[0])
    except ValueError:
        try:
            return ip_address(inet_aton(_text(host)))  # 127.1, 2130706433: numbers too, as the system reads them
        except (OSError, ValueError):
            return None


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host or "")


sys.addaudithook(_hook)
