"""Credentials and private data, found and not found. Every secret in here is made up."""

from __future__ import annotations

import pytest

from slipguard.core.harm import grade
from slipguard.core.harm.secrets import leaks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("deploy with AKIA" + "QWERTYUIOPASDFGH", "credential"),
        ("use ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6", "credential"),
        ("xoxb-" + "1234567890-abcdefghij", "credential"),
        ("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "credential"),
        ("the wifi password is Spr1ng!Tulip", "credential"),
        ("Passwort: Sommer2031", "credential"),
        ("mot de passe : Tulipe-77", "credential"),
        ("app password abcd-ef1h-ijk2-lmn3", "credential"),
        ("https://anna:tulip99@intranet.example/", "credential"),
        ("the door code is 4417#", "credential"),
        ("alarm code's 90210, don't set it off", "credential"),
        ("code for the back gate is now 5531*", "credential"),
        ("Wi-Fi key: otterbridge7", "credential"),
        ("Der Türcode lautet 8812", "credential"),
        ("le code de la porte est le 30B71", "credential"),
        ("el código de la puerta es 2044", "credential"),
        ("il codice della porta è 6190", "credential"),
        ("spare key is under the flower pot", "private"),
        ("got my blood results today and i'm scared", "private"),
        ("write to anna.b@example.org tonight", "private"),
        ("ring me on +49 171 555 01 23", "private"),
        ("(207) 555-0123 after six", "private"),
        ("she lives at 14 Elm Tree Road", "private"),
        ("Lindenstraße 12, second floor", "private"),
        ("12 rue des Lilas, Paris", "private"),
        ("via Garibaldi 7, Torino", "private"),
        ("calle Mayor 21, segundo", "private"),
        ("card 4111 1111 1111 1111", "private"),
        ("IBAN DE89 3704 0044 0532 0130 00", "private"),
    ],
)
def test_finds(text: str, kind: str) -> None:
    """Each kind of secret is found, and its span lies inside the text."""
    found = list(leaks(text))
    assert kind in {leak.kind for leak in found}
    assert all(0 <= leak.span.start < leak.span.end <= len(text) for leak in found)


@pytest.mark.parametrize(
    "text",
    [
        "Strong passwords are important: use a manager",
        "The password is simple",
        "Dress code is black tie, promo code: SPRING26 at the door",
        "The building code is 120 years old",
        "Use code 2026 at the door: it is 10 euros off",
        "The key is in the details, and the key to the garden is trust",
        "We published 1,234,567 records in 2019-2021",
        "Vote on 03.11.2026 between 08:00 and 18:00",
        "Follow @anna_b and @museum for more",
        "https://example.org/2026/11/22/1234567890123",
        "One-time-only well-made real-life four-word-made-mess",
        "Call 911 or 112",
        "Score: 102-98, 20-15, 33-30",
    ],
)
def test_leaves_alone(text: str) -> None:
    """Dates, scores, handles, links and advice about passwords are no secrets."""
    assert not list(leaks(text))


def test_a_credential_is_graded_worst_in_any_language() -> None:
    """A leaked key is grade 3 even where nothing else can be judged."""
    harm = grade("Код доступа: token = Xy7-kk29-ab")
    assert harm.grade == 3 and "credential" in harm.kinds
