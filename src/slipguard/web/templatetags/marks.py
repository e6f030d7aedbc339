"""The sign of a workspace: its picture, or its letters, on its colour."""

from __future__ import annotations

from django import template
from django.urls import reverse

from slipguard.actions import avatars
from slipguard.storage.imaging import LARGE, SMALL
from slipguard.storage.models import Workspace

register = template.Library()


@register.inclusion_tag("slipguard/_mark.html")
def mark(space: Workspace, accent: bool = False, inline: bool = False) -> dict[str, object]:
    """`accent`: on the workspace's own colour and not the page's; `inline`: for readers by link, who cannot ask for
    the picture. The letters stand below it, so a picture that does not come leaves them."""
    if inline:
        return {"space": space, "accent": accent, "src": avatars.inline(space)}
    small, sharp = (reverse("avatar", args=[space.slug, f"{space.avatar}-{side}"]) if space.avatar else ""
                    for side in (SMALL, LARGE))
    return {"space": space, "accent": accent, "src": small, "sharp": sharp, "lazy": accent}
