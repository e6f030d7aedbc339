"""allauth's forms in the words of the other pages."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

LABELS = {"Email": "E-mail address", "Remember Me": "Stay signed in on this device",
          "Current Password": "Current password", "New Password": "New password",
          "New Password (again)": "New password, again", "Authenticator code": "The six digits",
          "Passwordless": "Sign in with it alone, without the password"}
NEW = "At least 10 characters, and not one of the common ones."
HELPS = {"Passwordless": "The device then asks for your finger, face or PIN.", "New Password": NEW}

ERRORS = {"Enter a valid email address.": "This is not an e-mail address. Type it as name@example.org."}


@register.filter
def told(error: str) -> str:
    """What is wrong, and what to do next."""
    return ERRORS.get(str(error), str(error))


@register.filter
def label_of(field: BoundField) -> str:
    """Its label, in sentence case."""
    return LABELS.get(str(field.label), str(field.label))


@register.filter
def help_of(field: BoundField) -> SafeString | str:
    """What stands below it."""
    return HELPS.get(str(field.label), field.help_text)


@register.filter
def bare(field: BoundField) -> SafeString:
    """The field without a placeholder that only says its label again."""
    return field.as_widget(attrs={"placeholder": False})
