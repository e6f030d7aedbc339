"""httpx on judged connections: a name is looked up here, and only public addresses are connected to."""

from __future__ import annotations

import ssl
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from slipguard.networks.guard import address


@lru_cache(maxsize=1)
def tls() -> ssl.SSLContext:
    """Made once per process: reading the certificates takes tens of milliseconds."""
    return httpx.create_ssl_context(trust_env=False)


class _Judged(httpcore.SyncBackend):
    """Opens connections to public addresses only; see address.py."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        try:
            found = address.resolve(host, port, self._allow_private)
        except OSError:
            raise httpcore.ConnectError(f"no such host: {host}") from None
        problem: Exception = httpcore.ConnectError("no address")
        for judged in found:
            try:
                return super().connect_tcp(judged, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                problem = failed
        raise problem


class JudgedTransport(httpx.HTTPTransport):
    """httpx's transport on judged connections (the pool is its only attribute that is replaced)."""

    def __init__(self, allow_private: bool) -> None:
        super().__init__(verify=tls(), trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls(),
            max_connections=20,
            keepalive_expiry=30.0,
            network_backend=_Judged(allow_private),
        )
