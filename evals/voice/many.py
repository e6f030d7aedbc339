"""python -m evals.voice.many [N]: memory and time of a desk of 1,000 accounts (or N), in a process of its own."""

from __future__ import annotations

import random
import resource
import sys
from pathlib import Path

from evals.voice.speed import cpu, posts, spread, vocabulary
from slipguard.core.voice import Desk, learn


def megabytes() -> float:
    """What this process holds now. (The most that it ever held begins with what its parent held.)"""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    chance = random.Random(2)
    words = [vocabulary(chance, 3000) for _ in range(20)]
    before = megabytes()
    voices = {f"a{n}": learn(posts(chance, words[n % 20], 200, 140)) for n in range(count)}
    print(f"{count:,} voices of 200 posts in memory: {megabytes() - before:.0f} MB")
    desk = Desk(voices)
    asked = posts(chance, words[0], 60, 280)
    desk.assess("a0", asked[0])
    print(f"with the desk built over them: {megabytes() - before:.0f} MB")
    print(f"one check, desk of {count:,}:", spread([cpu(lambda p=p: desk.assess("a0", p)) for p in asked[1:]]))
    grown = voices["a1"]
    more = []
    for post in posts(chance, words[1], 60, 140):
        more.append(cpu(lambda p=post: (grown.add(p), desk.replace("a1", grown))))
    print(f"one more post, desk of {count:,}:", spread(more))
    print(f"after these: {megabytes() - before:.0f} MB")
