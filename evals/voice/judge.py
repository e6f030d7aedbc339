"""Quality on simulated desks: fusion and tails from one half of the training texts, measured on the other."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from evals.voice.fit import fuse, known
from evals.voice.simulate import GROUPS, Case

Result = dict[str, float]


def half_of(case: Case) -> int:
    """Desks of the second half are numbered from 100."""
    return case.desk // 100


def judge(cases: list[Case], level: float = 0.01, teach: list[Case] | None = None) -> Result:
    """false (mean), worst account, catch per group at p <= level, then at a true 1 %, then false and person by kind."""
    found: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, list[float]] = defaultdict(list)
    worst = 0.0
    for half in (0, 1):
        fusion = fuse([c for c in teach or cases if half_of(c) != half])
        asked = [c for c in cases if half_of(c) == half]
        ps = [{g: np.exp(-known(c, fusion).rarities(c.rows[g])[:, 2]) for g in GROUPS} for c in asked]
        flat = {g: np.concatenate([p[g] for p in ps]) for g in GROUPS}
        limit = np.quantile(flat["own"], 0.01)
        found["false"].append(float((flat["own"] <= level).mean()))
        for g in GROUPS[1:]:
            found[g].append(float((flat[g] <= level).mean()))
            found[f"true_{g}"].append(float((flat[g] <= limit).mean()))
        by_name = defaultdict(list)
        for case, p in zip(asked, ps, strict=True):
            by_name[case.name].append(p["own"])
            kind = "office" if case.name.startswith("tw_") else case.name
            kinds[f"{kind}_false"].append(float((p["own"] <= level).mean()))
            kinds[f"{kind}_person"].append(float((p["person"] <= level).mean()))
            kinds[f"{kind}_client"].append(float((p["client"] <= level).mean()))
        worst = max(
            worst, *(float((np.concatenate(v) <= level).mean()) for v in by_name.values() if sum(map(len, v)) >= 40)
        )
    return {k: float(np.mean(v)) for k, v in {**found, **kinds}.items()} | {"worst": worst}


def show(result: Result) -> str:
    """One line."""
    return "  ".join(f"{k} {v:.1%}" for k, v in result.items())
