"""python -m evals.voice.kinds [BENCH] [--trial]: what the alarms catch on kinds of account that taught them nothing.

Fusion and tails from the simulated desks' offices alone, judged on their news desks, public figures and headlines, and
the other way round; always from the other half of the texts. Real accounts are of no kind that the training texts hold,
so this says more about them than a test on more of the same.
"""

from __future__ import annotations

from pathlib import Path

from evals import trial
from evals.voice.judge import judge
from evals.voice.simulate import Case
from evals.voice.train import DESKS, read, simulate

SHOWN = ("false", "true_person", "true_client", "true_institution")


def office(case: Case) -> bool:
    """An office's account; the others are made of news, public figures and headlines."""
    return case.name.startswith("tw_")


def main(bench: Path, small: bool) -> None:
    """One line per way round, by likelihoods alone and with the contrast."""
    sharp = simulate(read(bench), (200,), (2, 0, 0) if small else DESKS, most=trial.ASKED if small else None)[200]
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
    main(*trial.asked(__doc__))
