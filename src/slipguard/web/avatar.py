"""A workspace's picture in the web app: shown, put, taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST

from slipguard.actions import avatars
from slipguard.core.errors import BadInput, NotFound
from slipguard.web.door import me, page, space_of
from slipguard.web.settings_page import kept


@page(public=True)
def avatar(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """For whoever may see the workspace, from any desk; everybody else finds nothing, signed in or not.

    `key`: the picture's mark and its size. A browser may keep it and asks each time whether it still may show it:
    who was taken off sees it no longer, and the answer to everybody else is empty (304).
    """
    if not request.user.is_authenticated:
        raise NotFound("There is no such picture.", "Sign in first.")
    side = key.rpartition("-")[2]
    content, mark = avatars.read(me(request, anywhere=True), slug, int(side) if side.isdigit() else 0)
    answer = HttpResponse(content, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie"
    answer.headers["ETag"] = f'"{mark}-{len(content)}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer


@page
@require_POST
def put(request: HttpRequest, slug: str) -> HttpResponse:
    """Another picture, or the letters again."""
    space, actor = space_of(request, slug), me(request)

    def act() -> None:
        file = request.FILES.get("avatar")
        if request.POST.get("do") == "remove":
            avatars.remove(actor, space)
        elif file is None:
            raise BadInput("No picture was chosen.", "Choose a file first, then keep it.")
        else:
            avatars.put(actor, space, file.file)  # type: ignore[arg-type]

    return kept(request, slug, "avatar", "Kept.", act, "#picture")
