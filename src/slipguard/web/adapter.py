"""Who may make a sign-in: the first visitor, on the first page, and nobody through allauth's own form."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes allauth's public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
