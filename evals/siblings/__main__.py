"""Recognising one slip on several networks: precision and recall on texts of our own making.

usage: python -m evals.siblings [--rounds N] [--texts N]
Positives: every text changed as relays and people change it, compared with the text itself and with
another change of it. Negatives: every two different texts, forms that branches fill in, greetings, and
words about a slip. Texts and changes are written by us: the figures say how the matcher does on what we
thought of, not how often copies look like this.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Sequence

from evals.siblings.change import CHANGES
from evals.siblings.texts import ABOUT, FORMS, GREETINGS, POSTS
from slipguard.core.siblings import habit, same_words


def copies(posts: Sequence[str], rounds: int) -> dict[str, tuple[int, int]]:
    """change -> (recognised, tried)."""
    found = {}
    for name, change in CHANGES.items():
        hits = tried = 0
        for text, turn in itertools.product(posts, range(rounds)):
            chance = random.Random(f"{name} {turn} {text}")
            first, second = change(text, chance), change(text, chance)
            for one, other in ((text, first), (first, second)):
                tried += 1
                hits += same_words(one, other).copy
        found[name] = hits, tried
    return found


def others(posts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """kind of pair -> (wrongly joined, tried)."""
    chance = random.Random(5)
    changed = [change(text, chance) for text in posts for change in CHANGES.values()]
    owner = [text for text in posts for _ in CHANGES]
    pairs = {
        "two different posts": [(a, b) for (a, x), (b, y) in itertools.combinations(zip(changed, owner, strict=True), 2)
                                if x != y],
        "a form, filled in twice": [(form.format(a), form.format(b)) for form, names in FORMS
                                    for a, b in itertools.combinations(names, 2)],
        "the same greeting": [(greeting, greeting) for greeting in GREETINGS],
        "words about the slip": [(text, about.format(text)) for text in posts for about in ABOUT],
    }
    return {name: (sum(same_words(a, b).copy for a, b in found), len(found)) for name, found in pairs.items()}


def habits() -> tuple[int, int, int, int]:
    """(a branch's form told by its history, tried, slips wrongly taken for a habit, tried)."""
    told = [habit(form.format(names[0]), [*POSTS, form.format(names[1])]) for form, names in FORMS]
    wrong = [habit(text, [other for other in POSTS if other != text]) for text in POSTS]
    return sum(told), len(told), sum(wrong), len(wrong)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--texts", type=int, default=len(POSTS), help="so many of our texts only: a trial")
    given = parser.parse_args()
    posts, rounds = POSTS[: given.texts], given.rounds
    begun = time.perf_counter()
    found, wrong = copies(posts, rounds), others(posts)
    for name, (hits, tried) in found.items():
        print(f"recall     {name:28} {hits / tried:6.1%}  ({hits} of {tried})")
    for name, (joined, tried) in wrong.items():
        print(f"wrong      {name:28} {joined / tried:6.2%}  ({joined} of {tried})")
    hits, false = (sum(n for n, _ in table.values()) for table in (found, wrong))
    tried = sum(n for _, n in found.values())
    print(f"all        recall {hits / tried:.1%}, precision {hits / (hits + false):.2%} (over all pairs above)")
    told, forms, mistaken, asked = habits()
    print(f"habit      {told} of {forms} forms known by an account's history, {mistaken} of {asked} posts mistaken")
    pairs = 2 * tried + sum(n for _, n in wrong.values())
    print(f"time       {(time.perf_counter() - begun) / pairs * 1e6:.0f} µs a pair at most")


if __name__ == "__main__":
    main()
