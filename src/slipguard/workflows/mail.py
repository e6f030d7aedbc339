"""One plain mail, where this installation has a mail server."""

from __future__ import annotations

from django.core.mail import EmailMessage

from slipguard.notify import Message
from slipguard.settings import CONFIG


def can_mail() -> bool:
    """Is a mail server set?"""
    return bool(CONFIG.mail_url)


def mail(to: str, message: Message) -> str:
    """Send now. "" where the server took it, otherwise what a person should know."""
    try:
        EmailMessage(message.subject, message.body, to=[to]).send()
    except OSError as problem:  # smtplib's failures are OSErrors too
        return f"The mail server did not take it: {problem.strerror or type(problem).__name__}."
    return ""
