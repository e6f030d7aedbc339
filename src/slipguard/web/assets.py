"""Static files under names that carry their content, and answers that travel compressed.

A name with a hash may be kept by a browser for ever: an upgrade changes the name. Nothing is copied or collected:
files are served from the packages that they came with.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

TEXT = ("text/html", "text/css", "text/javascript", "text/markdown", "text/csv", "text/plain", "image/svg+xml",
        "application/json", "application/problem+json", "application/manifest+json", "application/javascript")


@functools.cache
def hashed(name: str) -> str:
    """`slipguard/base.css` -> `slipguard/base.0f3c5a12be97.css`; the name itself where there is no such file."""
    found = finders.find(name)
    if not isinstance(found, str):
        return name
    path = Path(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]}{path.suffix}"))


class Hashed(StaticFilesStorage):
    """What `{% static %}` writes."""

    def url(self, name: str | None) -> str:
        """The address with the hash; while somebody works on the files (DEBUG), the plain one."""
        return super().url(name if settings.DEBUG or name is None else hashed(name))


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """WhiteNoise, which also answers to the names with a hash (its own test then calls them immutable)."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A file, or whatever is behind this middleware."""
        url = request.path_info
        if url.startswith(self.static_prefix) and url not in self.files:
            name = self.get_name_without_hash(url[len(self.static_prefix):])
            if self.static_prefix + name in self.files and self.immutable_file_test("", url):
                self.add_file_to_dictionary(url, finders.find(name))
        return super().__call__(request)  # type: ignore[no-any-return]

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        """In one piece: a file as a stream would be read in a thread of its own, block by block."""
        found = WhiteNoiseMiddleware.serve(static_file, request)
        return HttpResponse(b"".join(found.streaming_content), status=found.status_code, headers=dict(found.items()))


class Compressed(GZipMiddleware):
    """gzip for whole answers of text. Django's own pads each one by chance, so that its length betrays no token."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Never a stream of events (it would wait in the buffer), never half a file, never a picture."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in TEXT or response.status_code in (206, 304) or request.method == "HEAD":
            return response
        return super().process_response(request, response)
