"""The bar of an open alarm, on every page of somebody who is signed in and stands in a workspace."""

from __future__ import annotations

from typing import Any

from django import template

from slipguard.storage.models import Incident

register = template.Library()


@register.inclusion_tag("slipguard/_alarm_bar.html", takes_context=True)
def alarm_bar(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing for a stranger; on an incident's own page the others. `bar_here`: web/frame.py."""
    here, incident = context.get("here"), context.get("incident")
    if not here:
        return {}
    without = incident.pk if isinstance(incident, Incident) else 0
    return {"space": here, "without": without, "bar": context["bar_here"](without)}
