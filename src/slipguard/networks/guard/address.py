"""Which servers may be talked to at all. People type addresses, and servers name others.

An address that leads into the own house (loopback, private ranges, link-local metadata services) would
let a stranger use Slipguard to reach what only Slipguard can reach. So names are looked up by us, at
every new connection, and the connection goes to the very address that was judged: a name that changes
its mind between the check and the call gains nothing.

`allow_private=True` is for tests and for a server on one's own network. It is set in one place for each
adapter (`allow_private`), which the application fills from SLIPGUARD_ALLOW_PRIVATE_SERVERS.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from slipguard.networks.protocol import Reason, Rejected

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # a gateway would turn these into IPv4 addresses
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def base_url(typed: str, allow_private: bool = False) -> str:
    """`https://host[:port]` of what a person typed: an address, a host, or @user@host. No call is made.

    Raises Rejected(INVALID) with words.
    """
    text = typed.strip()
    if "://" not in text:
        text = "https://" + text.rpartition("@")[2]
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        raise Rejected("This is not a server's address.", Reason.INVALID) from None
    schemes = ("https", "http") if allow_private else ("https",)
    if parts.scheme not in schemes:
        raise Rejected("A server's address starts with https://.", Reason.INVALID)
    if parts.username or parts.password or not _HOST.fullmatch(host):
        raise Rejected("This is not a server's address.", Reason.INVALID)
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def is_public(ip: IPAddress) -> bool:
    """Somewhere on the internet, and not by a detour back into the house."""
    detour = isinstance(ip, ipaddress.IPv6Address) and bool(ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in _NAT64)
    return ip.is_global and not detour and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses to connect to, in the system's order. OSError: no such host.

    Raises Rejected(INVALID) if the name leads only to private addresses.
    """
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = list(dict.fromkeys(str(address) for address in found))
    if allow_private:
        return addresses
    public = [a for a in addresses if is_public(ipaddress.ip_address(a.partition("%")[0]))]
    if not public:
        raise Rejected(
            f"{host} is an address inside a private network; Slipguard does not connect there.",
            Reason.INVALID,
        )
    return public


def connect(host: str, port: int, allow_private: bool, timeout: float) -> socket.socket:
    """A TCP connection to a judged address of `host`. Raises OSError or Rejected."""
    problem = OSError("no address")
    for address in resolve(host, port, allow_private):
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as failed:
            problem = failed
    raise problem
