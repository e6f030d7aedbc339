"""python -m evals.voice.kinds [BENCH]: what the alarms catch on kinds of account that they were not taught with.

Fusion and tails from the simulated desks' offices alone, judged on their news desks, public figures and headlines, and
the other way round; always from the other half of the texts. Real accounts are of no kind that the training texts hold,
so this says more about them than a test on more of the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

from evals.voice.corpus import BENCH
from evals.voice.judge import judge
from evals.voice.simulate import Case
from evals.voice.train import read, simulate

SHOWN = ("false", "true_person", "true_client", "true_institution")


def office(case: Case) -> bool:
    """An office's account; the others are made of news, public figures and headlines."""
    return case.name.startswith("tw_")


def main(bench: Path) -> None:
    """One line per way round, by likelihoods alone and with the contrast."""
    sharp = simulate(read(bench), sizes=(200,))[200]
    for how, cases in (("without the contrast", [c.blunt() for c in sharp]), ("sharp", sharp)):
        offices, rest = [c for c in cases if office(c)], [c for c in cases if not office(c)]
        for says, teach, asked in (
            ("the same kinds", cases, cases),
            ("offices taught, the others asked", offices, rest),
            ("the others taught, offices asked", rest, offices),
        ):
            found = judge(asked, teach=teach)
            print(f"{how:20} {says:34}", "  ".join(f"{k} {found[k]:.1%}" for k in SHOWN))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BENCH)
