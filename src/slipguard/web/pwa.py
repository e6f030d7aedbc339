"""What makes a phone install Slipguard: the manifest, and the worker that shows alarms while no page is open."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static

from slipguard.web.door import page


@page(public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C)."""
    icons = [{"src": static(f"slipguard/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
              "purpose": "any maskable"} for size in (192, 512)]
    answer = JsonResponse({
        "name": "Slipguard", "short_name": "Slipguard", "id": "/", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": "#f6f5f1", "theme_color": "#1b1c1e",
        "description": "Notices the post on the wrong account and takes it back.", "icons": icons,
    })
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer


@page(public=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root: its address decides which pages it may serve."""
    found = finders.find("slipguard/worker.js")
    assert isinstance(found, str)  # it is part of the package
    with open(found, "rb") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
