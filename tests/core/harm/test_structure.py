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
        "You will break your neck on that ice, so please grit your path",
        "I would die for your cat",
        "She will die without a transplant, so please register as a donor",
        "Break a leg tonight, everybody!",
        "We know where your food comes from",
        "We know where you live affects your health",
        "Somebody should have hung the picture behind him",
        "You won't regret this",
        "We're coming for you, Wanderers!",
        "He was shot outside his home last night. Our thoughts are with his family.",
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
        ("Somebody ought to crack his skull open", "threat"),
        ("can anybody please run over that landlord", "threat"),
        ("I am going to strangle him tomorrow", "threat"),
        ("that umpire deserves to be shot", "threat"),
        ("I hope she dies alone", "threat"),
        ("i know which house you live at, i found your address, and you will pay for this", "threat"),
        ("I know where you work and I'm coming to hurt you", "threat"),
        ("Sleep with one eye open, all of you, I mean it", "threat"),
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
