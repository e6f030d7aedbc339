"""Connect an X account by X's own sign-in page (OAuth 2.0 with PKCE)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import accounts
from slipguard.core.errors import SlipguardError
from slipguard.networks.protocol import NetworkFailure
from slipguard.settings import CONFIG
from slipguard.web.connect import back_from, form_of, off_to, signed_in
from slipguard.web.door import me, page, space_of


@page
@require_POST
def x_start(request: HttpRequest) -> HttpResponse:
    """Off to X's own sign-in page."""
    from slipguard.networks.x import oauth

    space = space_of(request, request.POST.get("workspace", ""))
    accounts.may_connect(me(request), space)
    try:
        url, pending = oauth.begin(accounts.x_application(), CONFIG.url + reverse("x_callback"))
    except NetworkFailure as failure:
        problem: SlipguardError = accounts.refused(failure)
        return form_of(request, space, "x", {}, problem)
    return off_to(request, space, url, pending)


@page
def x_callback(request: HttpRequest) -> HttpResponse:
    """Back from X with a code."""
    from slipguard.networks.x import oauth

    space, pending, code = back_from(request)
    return signed_in(request, space, "x", pending, lambda: oauth.finish(pending, code))
