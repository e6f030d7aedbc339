"""How to say sorry: whether, in what words, and what is wrong with the words that are there."""

from __future__ import annotations

from .advise import Advice, Answer, Situation, advise
from .by_whom import by_a_person
from .facts import Facts, people_in
from .lint import lint
from .outline import LANGUAGES, follow_up, outline
from .remark import Remark, publishable
from .rulebook import RULES, Rule

__all__ = [
    "LANGUAGES",
    "RULES",
    "Advice",
    "Answer",
    "Facts",
    "Remark",
    "Rule",
    "Situation",
    "advise",
    "by_a_person",
    "follow_up",
    "lint",
    "outline",
    "people_in",
    "publishable",
]
