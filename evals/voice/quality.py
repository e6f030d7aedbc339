"""python -m evals.voice.quality [BENCH]: what the voice catches and what it costs, on desks that it was not made from.

Reads the benchmark's key, for measuring only. Second part: false alarms in German, French, Italian and Spanish on
training texts, with a prior that never saw those sources.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.voice.assess import rows
from evals.voice.corpus import BENCH
from slipguard.core.voice.assess_file import assess_rows

KINDS = (
    "personal_unknown",
    "personal_known",
    "personal_topical",
    "documented_mispost",
    "client_known",
    "institution_unseen",
)
Found = dict[str, list[float]]


def measure(desk: Path) -> tuple[dict[str, float], tuple[float, str], dict[str, list[float]]]:
    """(share flagged at 1 % per group and router, (worst share, account), genuine p-values by account)."""
    key = {r["id"]: r for r in rows(str(desk / "key.jsonl.gz"))}
    candidates = list(rows(str(desk / "candidates.jsonl.gz")))
    account = {r["id"]: r["account"] for r in candidates}
    found, own, routed = defaultdict(list), defaultdict(list), []
    for answer in assess_rows(rows(str(desk / "history.jsonl.gz")), candidates):
        truth = key[answer["id"]]
        found[truth["group"]].append(answer["p_value"] <= 0.01)
        if truth["group"] == "own":
            own[account[answer["id"]]].append(answer["p_value"])
        if truth["group"] == "client_known":
            routed.append(answer["alternative"] == truth["from"])
    shares = {group: float(np.mean(v)) for group, v in found.items()}
    shares["router"] = float(np.mean(routed))
    worst = max((float(np.mean(np.asarray(v) <= 0.01)), name) for name, v in own.items())
    return shares, worst, own


def desks(bench: Path) -> None:
    """One line per desk, then the means per form, all desks and without politics."""
    results: dict[str, dict[str, float]] = {}
    genuine: list[float] = []
    print(
        f"{'desk':24}{'false':>7}{'worst':>7}"
        + "".join(f"{k.replace('personal', 'p').replace('documented_', '')[:13]:>15}" for k in (*KINDS, "router"))
    )
    for desk in sorted(p for p in (bench / "desks").iterdir() if (p / "key.jsonl.gz").exists()):
        shares, worst, own = measure(desk)
        results[desk.name] = shares | {"worst": worst[0]}
        genuine += [p for ps in own.values() for p in ps]
        print(line(desk.name, results[desk.name]) + f"   {worst[1]}")
    for form in ("bare-200", "bare-30", "full-200", "full-30"):
        for politics in (True, False):
            chosen = [r for n, r in results.items() if n.endswith(form) and (politics or not n.startswith("capitol"))]
            mean = {k: float(np.mean([r[k] for r in chosen if k in r])) for k in chosen[0]}
            mean |= {k: float(np.mean([r[k] for r in chosen if k in r])) for k in KINDS if any(k in r for r in chosen)}
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
    cells = [f"{r.get(k, float('nan')):>15.0%}" if k in r else f"{'-':>15}" for k in (*KINDS, "router")]
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
                    known = desk._know("account")
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


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else BENCH
    desks(where)
    languages(where)
