"""How to say sorry: whether, in what words, and what is wrong with the words that are there."""

from __future__ import annotations

from .advise import Advice, Answer, Situation, advise
from .facts import Facts
from .lint import lint
from .outline import LANGUAGES, outline
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
    "lint",
    "outline",
    "publishable",
]
