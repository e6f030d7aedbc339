"""The words that an account uses every week: they are no news, whatever they would be elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .hashing import term_key
from .reading import fold

WEEKS = 8  # looked back: a season's words fade again
MOST = 500  # newest posts that are looked at
LEAST = 4  # weeks in which a word must have stood
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def everyday(posts: Iterable[tuple[int, str]]) -> frozenset[int]:
    """(number of the week, text) of an account's own posts -> `term_key`s of the words it uses every week.

    "Every week" means: in at least half of the weeks in which the account posted, and in no fewer than
    four. Literally every week would be lost with one holiday; fewer than four is an episode, not a habit,
    and four weeks are also what somebody would need to teach this list a bad word on purpose.
    """
    weeks_of: dict[str, set[int]] = {}
    weeks: set[int] = set()
    for week, text in posts:
        weeks.add(week)
        for word in set(_WORD.findall(fold(text))):
            weeks_of.setdefault(word, set()).add(week)
    need = max(LEAST, (len(weeks) + 1) // 2)
    return frozenset(term_key(word) for word, where in weeks_of.items() if len(where) >= need)
