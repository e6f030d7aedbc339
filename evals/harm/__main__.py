"""`python -m evals.harm [BENCH] [--trial]`: every figure of the judge of harm, beside two others' on the same rows."""

from __future__ import annotations

import sys
from pathlib import Path

from evals import trial
from evals.harm import baseline
from evals.harm.tables import hatecheck, institutions, languages, misposts, olid, ours, speed
from slipguard.core.harm import grade
from slipguard.core.harm.judge import THRESHOLD


def main(data: Path) -> int:
    """Print the tables: ours, then the others."""
    print(f"== ours; one threshold for all rows: model logit >= {THRESHOLD}, structure as is")
    print(olid(ours, data))
    print(*hatecheck(ours, data), sep="\n")
    print(*languages(data), sep="\n")
    print(institutions(lambda text: grade(text).grade, data))
    print(misposts(ours, data))
    print(speed(lambda text: grade(text).grade, data), flush=True)
    return baseline.main(data)


if __name__ == "__main__":
    sys.exit(main(trial.asked(__doc__)[0]))
