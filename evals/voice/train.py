"""python -m evals.voice.train [BENCH] [OUT]: builds the shipped prior, the same bytes every time."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from evals.voice.corpus import BENCH, offices, others
from evals.voice.fit import fuse
from evals.voice.priors import Texts, learn_prior
from evals.voice.simulate import FORMS, WRAPPED, Case, plans, play
from evals.voice.split import capped, split
from slipguard.core.types import Post
from slipguard.core.voice.features import extract
from slipguard.core.voice.weights import Prior, unpack

OUT = Path("src/slipguard/core/voice/weights/prior.npz")
#: Posts of history on the simulated desks, and how many bare, full and wrapped desks of each.
SIZES, DESKS = (4, 30, 200), (10, 3, 3)
_LINK = re.compile(r"https?://\S+")


def read(bench: Path) -> Texts:
    """Features of every training text."""
    own = offices(bench)
    sources = capped({**own, **others(bench)})
    texts = {name: [f for f in (extract(Post(r.text)) for r in rows) if f.size] for name, rows in sources.items()}
    # As a network shows them that puts its own shortener before every link.
    for name in own:
        posts = (extract(Post(_LINK.sub("https://t.co/x", r.text))) for r in sources[name])
        texts[f"{WRAPPED}{name}"] = [f for f in posts if f.size]
    return texts


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """An npz without time stamps, so that the same arrays are the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as box:
        for name in sorted(arrays):
            held = BytesIO()
            np.lib.format.write_array(held, np.asarray(arrays[name]), allow_pickle=False)
            box.writestr(ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), held.getvalue(), ZIP_DEFLATED)
    return out.getvalue()


def as_prior(arrays: dict[str, np.ndarray]) -> Prior:
    """The prior as the package would load it."""
    return unpack(pack(arrays))


def simulate(
    texts: Texts, sizes: tuple[int, ...] = SIZES, desks: tuple[int, ...] = DESKS, shown: Texts | None = None,
    most: int | None = None,
) -> dict[int, list[Case]]:
    """History size -> cases, from both halves of the training texts, desks of every form. shown: what stands on the
    desks, where that is not what teaches. most: posts of each group that an account is asked about.
    """
    names = sorted(n for n in texts if n.startswith("tw_"))
    cases: dict[int, list[Case]] = {size: [] for size in sizes}
    for half in (0, 1):
        chosen = split(half, names, len(texts["news_btc"]))
        weights = as_prior(learn_prior(texts, chosen))
        for size in sizes:
            for form, count in zip(FORMS, desks, strict=True):
                for number, plan in enumerate(plans(shown or texts, chosen, count, size, size + half, form)):
                    cases[size] += play(plan, weights, number + 100 * half, most)
    return cases


def train(bench: Path) -> dict[str, np.ndarray]:
    """Every array that ships."""
    texts = read(bench)
    cases = simulate(texts)
    names = sorted(n for n in texts if n.startswith("tw_"))
    arrays = learn_prior(texts, split(2, names, len(texts["news_btc"])))
    return arrays | fused(cases)


def fused(cases: dict[int, list[Case]]) -> dict[str, np.ndarray]:
    """The fusion arrays of each size class, and of settled accounts on a desk that is sharp."""
    found = {f"fusion{n}": fuse([c.blunt() for c in cases[size]]) for n, size in enumerate(cases)}
    found["sharp"] = fuse(cases[max(cases)])
    return {f"{n}_{k}": np.asarray(v, np.float32) for n, fusion in found.items() for k, v in fusion.items()}


if __name__ == "__main__":
    found = train(Path(sys.argv[1]) if len(sys.argv) > 1 else BENCH)
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    target.write_bytes(pack(found))
    print(f"{target}: {target.stat().st_size:,} bytes")
