"""One message to one address, through apprise, without its throttle."""

from __future__ import annotations

import logging
from dataclasses import dataclass

log = logging.getLogger("slipguard.notify")


@dataclass(frozen=True, slots=True)
class Message:
    """What a phone shows: a line, and a few lines more."""

    subject: str
    body: str
    urgent: bool = False


def send(address: str, message: Message) -> str:
    """Send now. "" where the service took it, otherwise what a person should know.

    apprise makes every notify of one plugin object wait for the last one (5.5 s for ntfy and mail), so
    each message gets an object of its own with the rate set to none: an alarm is late after a second.
    """
    import apprise  # 0.5 s of import that only telling people needs

    plugin = apprise.Apprise.instantiate(address)
    if plugin is None:
        return "This address is not one that apprise understands."
    plugin.request_rate_per_sec = 0
    kind = apprise.NotifyType.WARNING if message.urgent else apprise.NotifyType.INFO
    try:
        taken = plugin.notify(body=message.body, title=message.subject, notify_type=kind)
    except Exception:
        # the exception's text can hold the address with its token: only its kind is logged
        log.warning("a channel failed while sending", exc_info=False)
        return "The service failed while taking the message."
    return "" if taken else "The service did not take the message."


def warm() -> None:
    """Load what sending needs, before anything has to be sent."""
    import apprise

    apprise.Apprise.instantiate("json://localhost")


def understands(address: str) -> bool:
    """Is this an apprise address at all?"""
    import apprise

    return apprise.Apprise.instantiate(address) is not None
