"""The HTTP API: parse, call one action, answer JSON. Errors are problem+json (RFC 9457)."""

from slipguard.api.root import api

__all__ = ["api"]
