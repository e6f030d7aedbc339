"""What the judge of harm may know about the account and the day. All of it is optional."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from .hashing import term_key
from .reading import fold

Used = Callable[[str], bool] | frozenset[int]


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that raise or lower a judgement. The empty context judges the text alone.

    allowed: words that the account's owner declared fine here, compared after folding.
    used: words that the account itself uses every week (`everyday`): a callable, or a set of `term_key`s,
    so that nobody has to keep the words themselves.
    secret_words: unreleased names that the workspace listed.
    is_reply: the post answers somebody ("you" is then a person).
    mourning: the manager marked this day as one on which jokes are asked about.
    institution: the account speaks for an office, so partisan politics is worth a question.
    """

    allowed: frozenset[str] = frozenset()
    used: Used | None = None
    secret_words: frozenset[str] = frozenset()
    is_reply: bool = False
    mourning: bool = False
    institution: bool = False

    def is_fine_here(self, term: str) -> bool:
        """Was this (folded) term declared fine, or is it the account's own everyday word?"""
        if term in self.allowed:
            return True
        if self.used is None:
            return False
        if isinstance(self.used, frozenset):
            return term_key(term) in self.used
        return self.used(term)


def of_account(fine_words: str, secret_words: str, used: Used | None, *, is_reply: bool, mourning: bool) -> Context:
    """What is known of a managed account. Both kinds of words: one per line, as their owners typed them."""
    return Context(
        allowed=_folded(fine_words),
        used=used,
        secret_words=_lines(secret_words),
        is_reply=is_reply,
        mourning=mourning,
        institution=True,  # a managed account speaks for somebody; partisan words of its own every week are `used`
    )


@lru_cache(maxsize=256)
def _folded(written: str) -> frozenset[str]:
    return frozenset(fold(line) for line in _lines(written))


@lru_cache(maxsize=256)
def _lines(written: str) -> frozenset[str]:
    return frozenset(line.strip() for line in written.splitlines() if line.strip())
