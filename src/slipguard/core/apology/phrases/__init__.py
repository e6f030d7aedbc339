"""What an apology is made of, in the words of one language. One file per language."""

from __future__ import annotations

from .book import Phrases
from .de import GERMAN
from .en import ENGLISH
from .es import SPANISH
from .fr import FRENCH
from .it import ITALIAN

BOOKS: dict[str, Phrases] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN}

__all__ = ["BOOKS", "Phrases"]
