"""The bar of an open alarm, on every page of somebody who is signed in and stands in a workspace."""

from __future__ import annotations

from typing import Any

from django import template

from slipguard.actions.access import Actor
from slipguard.storage.models import Incident

register = template.Library()


@register.inclusion_tag("slipguard/_alarm_bar.html", takes_context=True)
def alarm_bar(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing for a stranger; on an incident's own page the others."""
    from slipguard.web import bar  # its page has this tag, too

    person, here, incident = context.get("user"), context.get("here"), context.get("incident")
    if not getattr(person, "is_authenticated", False) or not here:
        return {}
    without = incident.pk if isinstance(incident, Incident) else 0
    return {"space": here, "without": without, "bar": bar.of(Actor(person, "web"), here, without)}
