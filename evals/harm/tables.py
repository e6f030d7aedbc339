"""The rows of the tables: each takes a judge (text -> grade), so that ours and others are asked the same."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean, median, quantiles

from evals.harm.misposts import OFFENSIVE
from evals.harm.sources import rows
from slipguard.core.harm import grade

Judge = Callable[[str], int]


def ours(text: str) -> int:
    """The grade that the product gives."""
    return grade(text, language="en").grade


def olid(judge: Judge, data: Path) -> str:
    """Macro-F1 of "graded >= 2" against OLID's offensive label."""
    marks = []
    for row in rows(data / "severity" / "olid_dev.jsonl.gz"):
        text = row["text"].replace("@user", "@someone")
        marks.append((judge(text) >= 2, row["label"] == "offensive"))
    return "olid_dev " + _f1(marks)


def _f1(marks: list[tuple[bool, bool]]) -> str:
    counts = Counter(marks)
    f1 = [
        2 * counts[side, side] / max(1, 2 * counts[side, side] + counts[side, not side] + counts[not side, side])
        for side in (False, True)
    ]
    caught = counts[True, True] / (counts[True, True] + counts[False, True])
    false = counts[True, False] / max(1, counts[True, False] + counts[False, False])
    return (
        f"macro-F1 {mean(f1):.3f} (offensive caught {caught:.1%}, others graded >= 2 {false:.1%}, {len(marks)} texts)"
    )


def hatecheck(judge: Judge, data: Path) -> Iterable[str]:
    """Share right, kind by kind: hateful kinds graded >= 2, non-hateful kinds not. Odd: cases never read."""
    right: dict[str, list[bool]] = defaultdict(list)
    odd: dict[str, list[bool]] = defaultdict(list)
    for row in rows(data / "severity" / "hatecheck_half.jsonl.gz"):
        mark = (judge(row["text"]) >= 2) == (row["label"] == "hateful")
        right[row["functionality"]].append(mark)
        if int(row["case_id"]) % 2:
            odd[row["functionality"]].append(mark)
    yield "hatecheck_half: " + _kinds(right)
    yield "    of it the odd cases, which nobody read: " + _kinds(odd)
    for kind, marks in sorted(right.items(), key=lambda item: (item[0].endswith("_h"), mean(item[1]))):
        yield f"    {kind:22} {mean(marks):6.1%}  of {len(marks)}"


def _kinds(right: dict[str, list[bool]]) -> str:
    good = {kind: mean(marks) for kind, marks in right.items() if kind.endswith("_nh")}
    bad = [mean(marks) for kind, marks in right.items() if not kind.endswith("_nh")]
    worst = min(good, key=lambda kind: good[kind])
    return (
        f"non-hateful kinds not graded >= 2: mean {mean(good.values()):.1%}, worst {good[worst]:.1%} ({worst}); "
        f"hateful kinds graded >= 2: mean {mean(bad):.1%}"
    )


def languages(data: Path) -> Iterable[str]:
    """What the permitted data can say about other languages than English."""
    german = [row for row in rows(data / "train" / "offensive_germeval2018_de.jsonl.gz") if row["split"] == "test"]
    yield "de, GermEval test split (not trained on): " + _f1(
        [(grade(row["text"], language="de").grade >= 2, row["label"] == "offensive") for row in german]
    )
    french = [row for row in rows(data / "train" / "offensive_mlma_en_fr_ar.jsonl.gz") if row["lang"] == "fr"]
    yield "fr, MLMA (word lists only, not trained on): " + _f1(
        [(grade(row["text"], language="fr").grade >= 2, row["label"] == "offensive") for row in french]
    )
    for code in ("es", "it"):
        rest = [row for row in rows(data / "train" / "personal_xlime_de_it_es.jsonl.gz") if row["lang"] == code]
        found = [grade(row["text"], language=code) for row in rest]
        yield (
            f"{code}, xLiMe (word lists only, ordinary posts without labels): graded >= 2 "
            f"{mean(harm.grade >= 2 for harm in found):.1%}, said not to be judged "
            f"{mean(not harm.judged for harm in found):.1%} of {len(found)}; catching is not measured: no labelled data"
        )
    strange = [grade(text, language=code) for code, text in UNKNOWN]
    said = sum(not harm.judged and any(f.check == "harm.language" for f in harm.findings) for harm in strange)
    yield f"other languages: {said} of {len(strange)} samples are answered with “cannot judge”, none silently harmless"


UNKNOWN = (  # one rude sentence each, our own words, in languages for which there is neither model nor list
    ("nl", "Jullie zijn allemaal idioten"),
    ("pt", "Vocês são todos uns idiotas"),
    ("pl", "Wszyscy jesteście idiotami"),
    ("ru", "Вы все идиоты"),
    ("tr", "Hepiniz aptalsınız"),
    ("ar", "كلكم أغبياء"),
    ("ja", "お前らは全員バカだ"),
    ("sv", "Ni är idioter allihop"),
)


def own_posts(data: Path) -> dict[str, str]:
    """The institutions' own posts of every desk, by text: history and candidates, each once."""
    posts = {}
    for desk in sorted((data / "desks").glob("*-full-200")):
        key = {row["id"]: row["group"] for row in rows(desk / "key.jsonl.gz")}
        for row in rows(desk / "candidates.jsonl.gz"):
            if key.get(row["id"]) == "own":
                posts[row["text"]] = row["account"]
    return posts


def institutions(judge: Judge, data: Path) -> str:
    """Share of institutions' own posts graded >= 2 and >= 1."""
    grades = [judge(text) for text in own_posts(data)]  # language guessed: some desks are not English
    return (
        f"institutions' own posts: graded >= 2 {mean(g >= 2 for g in grades):.2%}, "
        f">= 1 {mean(g >= 1 for g in grades):.2%} of {len(grades)}"
    )


def misposts(judge: Judge, data: Path) -> str:
    """Share of the documented misposts that we hold to be offensive that are graded >= 1."""
    texts = {}
    for line in (data / "misposts.jsonl").read_text().splitlines():
        row = json.loads(line)
        texts[row["id"]] = row["text"]
    missed = [name for name in OFFENSIVE if judge(texts[name]) < 1]
    caught = len(OFFENSIVE) - len(missed)
    share, names = caught / len(OFFENSIVE), " ".join(missed) or "none"
    return f"offensive misposts graded >= 1: {caught} of {len(OFFENSIVE)} = {share:.0%}; missed: {names}"


def speed(judge: Judge, data: Path, runs: int = 15, sample: int = 400) -> str:
    """Milliseconds for one judgement, one thread, on so many of the institutions' own posts: the best of so many
    runs per text, so that other work on the same machine does not count."""
    texts = list(own_posts(data))[:sample]
    best = [9e9] * len(texts)
    for _ in range(runs):
        for place, text in enumerate(texts):
            start = time.perf_counter()
            judge(text)
            best[place] = min(best[place], (time.perf_counter() - start) * 1000)
    cuts = quantiles(best, n=100)
    return (
        f"one judgement: p50 {median(best):.2f} ms, p95 {cuts[94]:.2f} ms, p99 {cuts[98]:.2f} ms "
        f"({len(texts)} texts, one by one)"
    )
