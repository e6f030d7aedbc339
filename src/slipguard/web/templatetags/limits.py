"""What this installation takes, for pages that say it before anything is sent."""

from __future__ import annotations

from django import template

from slipguard.settings import CONFIG

register = template.Library()


@register.simple_tag
def upload_most() -> int:
    """Megabytes of one upload."""
    return CONFIG.upload_megabytes
