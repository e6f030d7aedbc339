"""`python -m evals.harm.baseline [DATA]`: what to beat, at thresholds chosen as ours was.

One linear model on character and word n-grams (TF-IDF, logistic regression) trained on the permitted
labelled files alone; and alt-profanity-check where it is installed (it is no dependency of ours:
`uv run --with alt-profanity-check python -m evals.harm.baseline`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from evals.harm.__main__ import Judge, hatecheck, institutions, misposts, olid
from evals.harm.sources import english

LABELLED = {"davidson", "mlma", "surge", "civil"}


def linear(data: Path) -> Judge:
    """The plain model, graded 2 from a probability of one half."""
    examples = [example for example in english(data) if example.source in LABELLED]
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), max_features=200_000, sublinear_tf=True),
            TfidfVectorizer(ngram_range=(1, 2), max_features=100_000, sublinear_tf=True),
        ),
        LogisticRegression(C=4.0, solver="liblinear"),
    )
    model.fit([example.text for example in examples], [example.target for example in examples])
    return lambda text: 2 * int(model.predict_proba([text])[0, 1] >= 0.5)


def alt_profanity_check() -> Judge | None:
    """The package's own opinion, or None where it is not installed."""
    try:
        from profanity_check import predict
    except ImportError:
        return None
    return lambda text: 2 * int(predict([text])[0])


def main(data: Path) -> int:
    """Print the same tables for the others."""
    judges: dict[str, Judge | None] = {
        "alt-profanity-check": alt_profanity_check(),
        "linear, n-grams": linear(data),
    }
    for name, judge in judges.items():
        print(f"== {name}" + ("" if judge else ": not installed"))
        if judge:
            print(olid(judge, data), *hatecheck(judge, data), sep="\n")
            print(institutions(judge, data), misposts(judge, data), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench")))
