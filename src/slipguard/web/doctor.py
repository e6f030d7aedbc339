"""The doctor's page: could we take a post back right now, and would anybody be told?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from slipguard.actions import accounts, doctor
from slipguard.storage.models import Account
from slipguard.web.door import me, page, show


@page
def examine(request: HttpRequest) -> HttpResponse:
    """GET shows what was found last; POST asks every network anew, without deleting anything."""
    mine: list[Account] = accounts.of_workspaces(me(request))
    found = doctor.examine(me(request)) if request.method == "POST" else None
    mine = mine if found is None else accounts.of_workspaces(me(request))
    found = found and sorted(found, key=lambda line: (False, None, True).index(line.well))  # what needs somebody first
    well, says = doctor.overall(mine)
    return show(request, "slipguard/doctor.html", accounts=doctor.worst_first(mine), found=found, well=well, says=says)
