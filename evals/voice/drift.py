"""python -m evals.voice.drift [BENCH] [--trial]: an account changes; how many false alarms until its voice follows?

Desks of six congress offices with 45 posts each. On one of them either the hand changes (every post from then on is a
seventh office's, which is on no desk) or a campaign begins (every second post is a title of a government technology
blog). Ten posts before the change and forty after it, one after the other, judged at p <= 1 %; an alarm is called fine
or nobody answers. Printed: share of posts that set off an alarm by tens, alarms a person must answer, whether drift()
noticed and after how many posts, and what is caught of people's posts and the other offices' at the end.

The shipped prior has seen these texts, so levels flatter it; the ways of following meet the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from evals import trial
from evals.voice.corpus import offices, others
from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, learn
from slipguard.core.voice.drift import drift

DESKS, HISTORY, BEFORE, AFTER, ASKED = 6, 45, 10, 40, 60
Stream = list[Post]


def as_it_was(voice: Voice, waiting: Stream, post: Post, alarm: bool, answers: bool) -> None:
    """Twenty accepted posts are learnt at a time, and each answer began the count of twenty anew."""
    if alarm:
        if answers:
            voice.add(post)
            waiting.clear()
        return
    waiting.append(post)
    if len(waiting) >= 20:
        for one in waiting:
            voice.add(one)
        waiting.clear()


def follows(voice: Voice, waiting: Stream, post: Post, alarm: bool, answers: bool) -> None:
    """What is left alone is learnt one by one, an alarm when it is called fine."""
    if answers or not alarm:
        voice.add(post)


def stays(voice: Voice, waiting: Stream, post: Post, alarm: bool, answers: bool) -> None:
    """Nothing is learnt."""


WAYS: dict[str, tuple[Callable[..., None], bool]] = {
    "nothing is learnt": (stays, False),
    "twenty at a time (as it was), all alarms answered": (as_it_was, True),
    "twenty at a time (as it was), none answered": (as_it_was, False),
    "one by one, all alarms answered": (follows, True),
    "one by one, none answered": (follows, False),
}


def play(histories: dict[str, Stream], stream: Stream, slips: dict[str, Stream], way: str) -> dict[str, list[float]]:
    """The first of histories lives through stream."""
    learns, answers = WAYS[way]
    host = next(iter(histories))
    voices = {name: learn(posts) for name, posts in histories.items()}
    desk = Desk(voices)
    waiting: Stream = []
    found: list[float] = []
    noticed = float("nan")
    for post in stream:
        found.append(desk.assess(host, post).p_value)
        learns(voices[host], waiting, post, found[-1] <= 0.01, answers)
        desk.replace(host, voices[host])
        if np.isnan(noticed) and len(found) > BEFORE and drift(found) is not None:
            noticed = len(found) - BEFORE
    alarms = np.asarray(found) <= 0.01
    tens = {n: alarms[BEFORE + n : BEFORE + n + 10] for n in range(-BEFORE, AFTER, 10)}
    out = {f"posts {n} to {n + 10}": [float(ten.mean())] for n, ten in tens.items()}
    out["alarms after the change"] = [float(alarms[BEFORE:].sum())]
    out["noticed after"] = [noticed]
    for kind, posts in slips.items():
        out[f"caught: {kind}"] = [float(np.mean([desk.assess(host, p).p_value <= 0.01 for p in posts]))]
    return out


def main(bench: Path, small: bool) -> None:
    """Print a table for either change."""
    chance, desks = random.Random(5), 1 if small else DESKS
    enough, rest = HISTORY + BEFORE + AFTER, others(bench)
    mine = {n: [Post(r.text) for r in rows] for n, rows in offices(bench).items() if len(rows) >= enough}
    titles = [Post(r.text) for r in rest["blog_18f_title"]]
    people = [Post(r.text) for source in ("goemotions", "broad_twitter_corpus_A.person") for r in rest[source][:2000]]
    print(f"{len(mine)} offices with {enough} posts and more; {desks} desks")
    games = []
    for _ in range(desks):
        chosen = chance.sample(sorted(mine), 7)
        start = chance.randrange(len(titles) - AFTER)
        own = mine[chosen[0]][HISTORY : HISTORY + BEFORE + AFTER]
        hand = own[:BEFORE] + mine[chosen[6]][-AFTER:]
        campaign = own[:BEFORE] + [p if n % 2 else t for n, (p, t) in enumerate(
            zip(own[BEFORE:], titles[start : start + AFTER], strict=True))]
        swaps = [p for name in chosen[1:6] for p in mine[name][HISTORY : HISTORY + ASKED // 5]]
        slips = {"people": chance.sample(people, ASKED), "other offices": swaps}
        games.append(({name: mine[name][:HISTORY] for name in chosen[:6]}, hand, campaign, slips))
    for title, place in (("another hand", 1), ("a campaign in every second post", 2)):
        print(f"\n{title}")
        for way in WAYS:
            found = [play(game[0], game[place], game[3], way) for game in games]
            print(f"  {way}")
            for name in found[0]:
                values = np.asarray([one[name] for one in found], float)
                if name == "noticed after":
                    seen = values[np.isfinite(values)]
                    after = f", after {np.median(seen):.0f} posts (median)" if len(seen) else ""
                    print(f"    noticed on {len(seen)} of {len(games)} desks{after}")
                else:
                    print(f"    {name:26} {values.mean():.3f}")


if __name__ == "__main__":
    main(*trial.asked(__doc__))
