"""What is read off the record for the linter: who was tagged, and whether a hand pressed the button."""

from __future__ import annotations

import pytest

from slipguard.core.apology import by_a_person, people_in


@pytest.mark.parametrize(
    ("app", "answer"),
    [
        ("Twitter for iPhone", True),
        ("Web", True),
        ("Ivory for Mac", True),
        ("Tusky", True),
        ("Buffer", False),
        ("Hootsuite Inc.", False),
        ("dlvr.it", False),
        ("our-little-bot", False),
        ("", None),
        (None, None),
        ("Botanica", None),
        ("Somebody's own client", None),
    ],
)
def test_who_pressed_the_button(app: str | None, answer: bool | None) -> None:
    """Known hands, known machines, and nothing claimed of what is not known."""
    assert by_a_person(app) is answer


def test_people_are_those_who_were_tagged() -> None:
    """Handles of both networks, each once; not our own, not an e-mail address."""
    text = "@ana.example you and @bo@social.example, @ANA.example again, via @ourclient. Write to me@example.org"
    assert people_in(text, but=["ourclient"])[:2] == ("@ana.example", "@bo@social.example")
    assert "@ourclient" not in people_in(text, but=["@OurClient"]) and "@example.org" not in people_in(text)
