"""Who says what of whom: the cases in which a bag of words is wrong. All sentences are made up."""

from __future__ import annotations

import pytest

from slipguard.core.harm import grade


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour told me that migrants are parasites. That is racist and I will not accept it.",
        'A man shouted "go home, you vermin" at her. Shameful.',
        "I do not despise Muslims.",
        "Nobody here thinks that women are inferior.",
        "What a damn long winter",
        "I'm a proud queer librarian",
        "This bloody printer again",
        "Jewish and Arab musicians play together tonight",
    ],
)
def test_not_offensive(text: str) -> None:
    """Quotation, rejection, denial, swearing at nobody, and naming oneself stay below 2."""
    assert grade(text, language="en").grade < 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I simply cannot stand refugees", "hatred"),
        ("Look at those migrants. They are nothing but parasites.", "hatred"),
        ("Women will never be as smart or reliable", "hatred"),
        ("Somebody ought to lynch those immigrants", "threat"),
        ("I'll break your jaw when I see you", "threat"),
        ("Your article shows what an idiot you are, you moron", "insult"),
        ("I d e s p i s e immigrants", "hatred"),
        ("i loahte immigrants", "hatred"),
        ("Idespiseimmigrants", "hatred"),
    ],
)
def test_offensive(text: str, kind: str) -> None:
    """Attitude, predicate, denied worth, threat, addressee; and each through a disguise."""
    harm = grade(text, language="en")
    assert harm.grade >= 2 and kind in harm.kinds
