"""python -m evals.voice.quality [BENCH] [--trial]: what the voice catches and what it costs, on desks unknown to it.

Reads the benchmark's key, for measuring only. Second part: the same desks by a linear SVM. Third: false alarms in
German, French, Italian and Spanish on training texts, with a prior that never saw those sources.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals import trial
from evals.voice.assess import rows
from slipguard.core.voice.assess_file import assess_rows

KINDS = (
    "personal_unknown",
    "personal_known",
    "personal_topical",
    "documented_mispost",
    "client_known",
    "institution_unseen",
)
#: Named rightly: the client, and the member of staff.
NAMED = ("router", "staff")

Answer = tuple[float, str | None, str]
Judge = Callable[[list[dict], list[dict]], list[Answer]]


def ours(history: list[dict], candidates: list[dict]) -> list[Answer]:
    """(p-value, alternative, which alarm came first) per candidate."""
    found = assess_rows(history, candidates)
    return [(a["p_value"], a["alternative"], alarm(a["reasons"])) for a in found]


def alarm(reasons: list[str]) -> str:
    """What the first reason says, in one word."""
    first = reasons[0] if reasons else ""
    return "person" if first.startswith("Reads like") else "client" if "writes like this" in first else "none"


def measure(desk: Path, judge: Judge) -> tuple[dict[str, float], str, dict[str, list[float]]]:
    """(share flagged at 1 % per group, right client and member of staff named, worst account), the worst account with
    what it was flagged for, and the genuine p-values by account.
    """
    key = {r["id"]: r for r in rows(str(desk / "key.jsonl.gz"))}
    candidates = list(rows(str(desk / "candidates.jsonl.gz")))
    found, own, routed, staff, why = defaultdict(list), defaultdict(list), [], [], defaultdict(list)
    answers = judge(list(rows(str(desk / "history.jsonl.gz"))), candidates)
    for row, (p, alternative, first) in zip(candidates, answers, strict=True):
        truth = key[row["id"]]
        found[truth["group"]].append(p <= 0.01)
        if truth["group"] == "own":
            own[row["account"]].append(p)
            if p <= 0.01:
                why[row["account"]].append(first)
        if truth["group"] == "client_known":
            routed.append(alternative == truth["from"])
        if truth["group"] == "personal_known":
            staff.append(alternative == truth["from"])
    shares = {group: float(np.mean(v)) for group, v in found.items()}
    share, name = max((float(np.mean(np.asarray(v) <= 0.01)), name) for name, v in own.items())
    shares |= {"router": float(np.mean(routed)), "worst": share} | ({"staff": float(np.mean(staff))} if staff else {})
    return shares, f"{name} {dict(Counter(why[name]))} of {len(own[name])}", own


def desks(bench: Path, judge: Judge = ours, only: str = "") -> None:
    """One line per desk, then the means per form, all desks and without politics."""
    results: dict[str, dict[str, float]] = {}
    genuine: list[float] = []
    print(
        f"{'desk':24}{'false':>7}{'worst':>7}"
        + "".join(f"{k.replace('personal', 'p').replace('documented_', '')[:13]:>15}" for k in (*KINDS, *NAMED))
    )
    for desk in sorted(p for p in (bench / "desks").iterdir() if (p / "key.jsonl.gz").exists()):
        if only not in desk.name:
            continue
        results[desk.name], worst, own = measure(desk, judge)
        genuine += [p for ps in own.values() for p in ps]
        print(line(desk.name, results[desk.name]) + f"   {worst}")
    for form in ("bare-200", "bare-30", "full-200", "full-30"):
        for politics in (True, False):
            chosen = [r for n, r in results.items() if n.endswith(form) and (politics or not n.startswith("capitol"))]
            if not chosen:
                continue
            mean = {k: float(np.mean([r[k] for r in chosen if k in r])) for k in chosen[0]}
            there = [k for k in (*KINDS, *NAMED) if any(k in r for r in chosen)]
            mean |= {k: float(np.mean([r[k] for r in chosen if k in r])) for k in there}
            print(line(f"{form}{'' if politics else ' no politics'}", mean))
    print(
        "calibration, genuine posts at or below:",
        "  ".join(
            f"{a:g}: {np.mean(np.asarray(genuine) <= a):.4f}"
            for a in (0.0005, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)
        ),
    )


def line(name: str, r: dict[str, float]) -> str:
    """Percentages."""
    cells = [f"{r.get(k, float('nan')):>15.0%}" if k in r else f"{'-':>15}" for k in (*KINDS, *NAMED)]
    return f"{name:24}{r['own']:>7.1%}{r['worst']:>7.1%}" + "".join(cells)


LANGUAGES = {
    "de": ("xlime_de.links", "germeval"),
    "it": ("xlime_it.links", "xlime_it.mixed"),
    "es": ("xlime_es.links", "xlime_es.mixed"),
    "fr": ("mlma_fr",),
}


def languages(bench: Path) -> None:
    """Genuine posts flagged at 1 % for accounts that write another language, with their sources held out."""
    from evals.voice.priors import learn_prior
    from evals.voice.simulate import strip, voice_of
    from evals.voice.split import split
    from evals.voice.train import as_prior, read
    from slipguard.core.voice.desk import Desk
    from slipguard.core.voice.evidence import inputs
    from slipguard.core.voice.weights import prior

    texts = read(bench)
    names = sorted(n for n in texts if n.startswith("tw_"))
    everything = split(2, names, len(texts["news_btc"]))
    out = {s for sources in LANGUAGES.values() for s in sources} | {f"xlime_{t}.person" for t in ("de", "it", "es")}
    held = replace(
        everything,
        person={k: v for k, v in everything.person.items() if k not in out},
        institution={k: v for k, v in everything.institution.items() if k not in out},
    )
    weights = replace(as_prior(learn_prior(texts, held) | {}), fusion=prior().fusion)
    for tongue, sources in LANGUAGES.items():
        for source in sources:
            step = max(1, len(texts[source]) // 320)
            shares = []
            for start in range(min(step, 5)):
                posts = [strip(f) for f in texts[source][start::step]][:320]
                for history in (30, 200):
                    voice = voice_of(posts[200 - history : 200], weights)
                    desk = Desk({"account": voice}, (), weights)
                    known, _ = desk._know("account")
                    fresh = [f for f in posts[200:] if f.size and not voice.repeats(f)]
                    shares.append(
                        (
                            history,
                            np.mean(
                                [np.exp(-known.rarity(inputs(desk.measure("account", f))[0])[2]) <= 0.01 for f in fresh]
                            ),
                        )
                    )
            print(
                tongue,
                source,
                "  ".join(f"{h} posts: {np.mean([s for x, s in shares if x == h]):.1%}" for h in (30, 200)),
            )


def svm(bench: Path) -> None:
    """The same desks, 200 posts of history, judged by scikit-learn's TF-IDF and linear SVM."""
    from evals.voice.corpus import others
    from evals.voice.svm import answers, background

    neutral = background([r.text for name, texts in others(bench).items() if "tweets" in name for r in texts])

    def judge(history: list[dict], candidates: list[dict]) -> list[Answer]:
        return [(p, alternative, "") for p, alternative in answers(history, candidates, neutral)]

    print("\nscikit-learn, TF-IDF and a linear SVM per account, the same desks")
    for form in ("bare-200", "full-200"):
        desks(bench, judge, form)


if __name__ == "__main__":
    where, _ = trial.asked(__doc__)
    desks(where)
    svm(where)
    languages(where)
