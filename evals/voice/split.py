"""Which texts teach and which texts test: the two never share an office or a collection of tweets."""

from __future__ import annotations

import random
from dataclasses import dataclass

from evals.voice.corpus import Row

TWEETS = ("gurez", "ile", "palm", "rigo")
KINDS = ("person", "mixed", "links")
RAW = tuple(f"wnut17_raw_tweets_{s}.{k}" for s in TWEETS for k in KINDS)
OLD = tuple(f"broad_twitter_corpus_{s}.{k}" for s in "ABH" for k in KINDS) + tuple(
    f"wnut17_train_tweets2010.{k}" for k in KINDS
)
EVENT = "fivethirtyeight_mayweather_mcgregor.person"
#: How much each source of personal text weighs, per post; the comments are many and of another genre.
ALWAYS = {
    "goemotions": 0.5,
    "wnut17_raw_yt.person": 0.5,
    "wnut17_raw_redd.person": 1.0,
    "davidson": 0.7,
    "civil": 0.5,
    "mlma_en": 0.3,
    "mlma_fr": 0.5,
    "germeval": 0.7,
    **{f"xlime_{t}.person": 0.7 for t in ("de", "it", "es")},
    **{f"xlime_{t}.mixed": 0.4 for t in ("de", "it", "es")},
}
#: Feeds and shops in other languages: the nearest thing to institutions that there is in them.
FEEDS = {f"xlime_{t}.links": 0.5 for t in ("de", "it", "es")}
#: At most this many texts of a source are read.
CAP = {
    "goemotions": 20_000,
    "wnut17_raw_yt.person": 20_000,
    "civil": 3_000,
    "davidson": 5_000,
    "germeval": 4_000,
    "mlma_en": 2_000,
    "mlma_fr": 3_000,
    "blog_digitalgov_body": 6_000,
}


@dataclass(frozen=True, slots=True)
class Split:
    """person, institution: source -> weight, for the prior. offices, people, titles, bodies: for simulated desks.

    news: (slice for the prior, slice for the desks) of the news headlines.
    """

    person: dict[str, float]
    institution: dict[str, float]
    offices: tuple[str, ...]
    people: tuple[str, ...]
    titles: str
    bodies: str
    news: tuple[slice, slice]


def capped(sources: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Each source without repeats and within its cap, the same every time."""
    chance = random.Random(0)
    out = {}
    for name, rows in sources.items():
        if len(rows) > CAP.get(name, len(rows)):
            picked = [rows[i] for i in sorted(chance.sample(range(len(rows)), CAP[name]))]
        else:
            picked = rows
        out[name] = list({r.text: r for r in picked}.values())
    return out


def split(half: int, offices: list[str], news: int) -> Split:
    """half 0 or 1: the two ways round. half 2: everything teaches (what ships)."""
    shuffled = list(offices)
    random.Random(7).shuffle(shuffled)
    middle = news // 2
    raw = {k: 1.0 if k.endswith("person") else 0.3 for k in RAW if not k.endswith("links")}
    old = {k: 1.0 if k.endswith("person") else 0.3 for k in OLD if not k.endswith("links")}
    if half == 0:
        return Split(
            {**ALWAYS, EVENT: 1.0, **old},
            {**dict.fromkeys(shuffled[1::2], 1.0), **FEEDS, "blog_digitalgov_title": 1.0, "blog_digitalgov_body": 0.5},
            tuple(shuffled[0::2]),
            RAW,
            "blog_18f_title",
            "blog_18f_body",
            (slice(0, middle), slice(middle, news)),
        )
    if half == 1:
        return Split(
            {**ALWAYS, **raw},
            {**dict.fromkeys(shuffled[0::2], 1.0), **FEEDS, "blog_18f_title": 1.0, "blog_18f_body": 0.5},
            tuple(shuffled[1::2]),
            (*OLD, EVENT),
            "blog_digitalgov_title",
            "blog_digitalgov_body",
            (slice(middle, news), slice(0, middle)),
        )
    blogs = {"blog_18f_title": 1.0, "blog_18f_body": 0.5, "blog_digitalgov_title": 1.0, "blog_digitalgov_body": 0.5}
    return Split(
        {**ALWAYS, EVENT: 1.0, **raw, **old},
        {**dict.fromkeys(shuffled, 1.0), **FEEDS, **blogs},
        (),
        (),
        "",
        "",
        (slice(0, news), slice(0, 0)),
    )
