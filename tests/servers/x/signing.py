"""Does an OAuth 1.0a header fit the request? Written after RFC 5849, with no line of the library that signs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote, unquote

from tests.servers.x.world import Person, World


def who(world: World, method: str, url: str, query: str, header: str) -> Person | None:
    """The person whose keys signed this; None: the signature is wrong, or nobody's."""
    sent = {k: unquote(v) for k, v in re.findall(r'(\w+)="([^"]*)"', header)}
    person = next((p for p in world.people.values() if p.token == sent.get("oauth_token")), None)
    app_secret = world.keys.get(sent.get("oauth_consumer_key", ""))
    if person is None or app_secret is None or sent.get("oauth_signature_method") != "HMAC-SHA1":
        return None
    pairs = [(k, v) for k, v in sent.items() if k not in ("oauth_signature", "realm")] + parse_qsl(query, True)
    coded = sorted((_quoted(k), _quoted(v)) for k, v in pairs)
    base = "&".join((method, _quoted(url), _quoted("&".join(f"{k}={v}" for k, v in coded))))
    key = f"{_quoted(app_secret)}&{_quoted(person.token_secret)}".encode()
    right = base64.b64encode(hmac.new(key, base.encode(), hashlib.sha1).digest()).decode()
    return person if hmac.compare_digest(right, sent.get("oauth_signature", "")) else None


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
