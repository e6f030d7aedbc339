"""What every answer carries, whoever made it: ours, allauth's, the API's or Django's own error pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

# No inline script or style, nothing from elsewhere: what a client's post says can never run here.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
Next = Callable[[HttpRequest], HttpResponseBase]


def harden(response: HttpResponseBase) -> HttpResponseBase:
    """Pages are never cached: a shared computer must not remember a client."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response


@sync_and_async_middleware
def headers(get_response: Next) -> Next | Callable[[HttpRequest], Awaitable[HttpResponseBase]]:
    """The middleware; a view that needs other headers has set them before."""
    if iscoroutinefunction(get_response):

        async def later(request: HttpRequest) -> HttpResponseBase:
            return harden(await get_response(request))

        return later

    def now(request: HttpRequest) -> HttpResponseBase:
        return harden(get_response(request))

    return now
