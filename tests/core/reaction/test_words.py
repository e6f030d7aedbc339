"""What is hostile, and what keeps a deleted post alive."""

from __future__ import annotations

import pytest

from evals.reaction.__main__ import counted
from slipguard.core.harm import Context, grade
from slipguard.core.reaction import echo, hostile
from slipguard.core.reaction.blame import BLAMES, TAKES_AWAY
from slipguard.core.types import NO_HARM, Post

SLIP = "so done with this town and everybody who parks in it"
REF = "practice/@umparking/9"


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("@umparking shame on you", True),
        ("@umparking no shame in a typo", False),
        ("you idiots @umparking", True),
        ("please do not fire anybody over this, don't fire the intern", False),
        ("holy shit, what a garage", False),
        ("Merci, aucune raison d'avoir honte", False),
        ("https://example.org/shame-on-you is a good song", False),
        ("", False),
    ],
)
def test_hostile_or_not(text: str, bad: bool) -> None:
    """Blame and insults against the account count; joy, links and blame that is taken away do not."""
    assert bool(hostile(text, grade(text, context=Context(is_reply=True)))) is bad


def test_every_language_has_both_lists() -> None:
    """What blames, and what takes the blame away; none of them matches nothing at all."""
    assert BLAMES.keys() == TAKES_AWAY.keys()
    assert not any(pattern.search("") for pattern in [*BLAMES.values(), *TAKES_AWAY.values()])
    assert hostile("dimettetevi, che schifo", NO_HARM, "it") == "It blames: “dimettetevi”."


def test_the_labelled_sentences() -> None:
    """Below the figures that are published (docs/reference or the eval's own table), so that a loss is seen."""
    held = counted()["held"]
    assert held["tp"] / (held["tp"] + held["fp"]) >= 0.9
    assert held["tp"] / (held["tp"] + held["fn"]) >= 0.85


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        (Post("look at this", quotes=REF), "quote"),
        (Post("look at this", quotes="practice/@somebody/1"), ""),
        (Post("“So done with this town” they said"), "words"),
        (Post("done with town"), ""),
        (Post("kept it: https://web.archive.org/web/2026/https://x.example/9"), "archive"),
        (Post("here", links=("https://archive.ph/abc",)), "archive"),
        (Post("screenshot before they deleted it", media=1), "picture"),
        (Post("screenshot https://i.imgur.com/abc.png"), "picture"),
        (Post("my car in lot B", media=1), ""),
        (Post("did anyone take a screenshot?"), ""),
        (Post("half [ an address http://[::1", media=0), ""),
    ],
)
def test_echoes(mention: Post, kind: str) -> None:
    """A quote, five words in a row, an archived copy, a picture that says what it is; nothing else."""
    assert echo(mention, SLIP, {REF}) == kind


def test_a_short_post_must_be_repeated_whole() -> None:
    """“No” is in every answer; three words repeated in full are not chance."""
    assert echo(Post("no, really"), "no") == ""
    assert echo(Post("he wrote Go Away Everybody"), "go away everybody!") == "words"
