"""python -m evals.voice.foreign [BENCH] [--trial]: desks in a language that the background has never seen.

There is no institution's text in any language but English to train with or to simulate from. So the letters of the
simulated desks are exchanged, vowels for vowels and consonants for consonants, in every post, people's too: the same
accounts and habits in words that nobody knows. Fusion and tails are those of the plain desks of the other half.
A real language is partly known, so the truth lies between these lines and those of `evals.voice.kinds`.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from evals import trial
from evals.voice.corpus import Row, offices, others
from evals.voice.judge import judge
from evals.voice.priors import Texts
from evals.voice.split import capped
from evals.voice.train import read, simulate
from slipguard.core.types import Post
from slipguard.core.voice.features import extract

SHOWN = ("false", "true_person", "true_client", "true_institution", "person", "client", "institution", "worst")
#: Texts of one source that are put into other letters: no desk asks for more.
MOST = 5_000
_WORD = re.compile(r"https?://\S+|[@#]\w+|[A-Za-z']+")


def letters() -> dict[int, str]:
    """No letter stays what it was; "y" is no vowel and no consonant here."""
    chance, table = random.Random(3), {}
    for kind in ("aeiou", "bcdfghjklmnpqrstvwxz"):
        mixed = list(kind)
        while any(a == b for a, b in zip(mixed, kind, strict=True)):
            chance.shuffle(mixed)
        for a, b in zip(kind, mixed, strict=True):
            table[ord(a)], table[ord(a.upper())] = b, b.upper()
    return table


def foreign(text: str, table: dict[int, str]) -> str:
    """Links, tags and names stay: they are in no language."""
    return _WORD.sub(lambda m: m[0] if m[0].startswith(("@", "#", "http")) else m[0].translate(table), text)


def read_foreign(bench: Path) -> Texts:
    """Every training text in other letters."""
    own, table = offices(bench), letters()
    sources: dict[str, list[Row]] = capped({**own, **others(bench)})
    out = {}
    for name, rows in sources.items():
        posts = (extract(Post(foreign(r.text, table))) for r in rows[:MOST])
        out[name] = [f for f in posts if f.size]
    return out


def main(bench: Path, small: bool) -> None:
    """One line by likelihoods alone and one with the contrast."""
    texts = read(bench)
    most = trial.ASKED if small else None
    plain = simulate(texts, (200,), (2, 0, 0) if small else (10, 3, 0), most=most)[200]
    asked = simulate(texts, (200,), (1, 0, 0) if small else (6, 2, 0), shown=read_foreign(bench), most=most)[200]
    for how, teach, cases in (
        ("without the contrast", [c.blunt() for c in plain], [c.blunt() for c in asked]),
        ("sharp", plain, asked),
    ):
        found = judge(cases, teach=teach)
        print(f"{how:20}", "  ".join(f"{k} {found[k]:.1%}" for k in SHOWN))


if __name__ == "__main__":
    main(*trial.asked(__doc__))
