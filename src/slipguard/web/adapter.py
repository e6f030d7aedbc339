"""Who may make a sign-in: the first visitor, on the first page, and nobody through allauth's own form."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from slipguard.actions import desk
from slipguard.storage.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes allauth's public sign-up, and says what to do next where allauth only says no."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This address and this password do not belong together. Check both and try again.",
        "enter_current_password": "That is not your current password. Type it again.",
        "too_many_login_attempts": "Too many wrong passwords. Wait five minutes: until then no password helps here.",
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a Unix socket there is no address; that must not shut everybody out."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104  (a name for "not known", not a place to listen)

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """One rule for allauth's pages and ours: a sign-in stays fresh for `confirm_minutes`."""
        return not desk.fresh(self.request.session)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Names a new passkey by what it is: none of them is a master over the others."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code does not fit. Type the next six digits, or a recovery code that is still unused.",
    }

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "My passkey"
