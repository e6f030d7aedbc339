"""Whom to ask, where a page leaves out what its reader may not do."""

from __future__ import annotations

from typing import Any

from django import template

from slipguard.actions import acts

register = template.Library()


@register.simple_tag(takes_context=True)
def who_may(context: dict[str, Any], act: str) -> str:
    """“a manager or an owner: Mia Lindqvist”, for an act of actions/acts.NEEDS in the page's workspace."""
    return acts.who(act, context.get("space") or context["first"])
