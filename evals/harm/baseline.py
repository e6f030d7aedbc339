"""`python -m evals.harm.baseline [DATA]`: what to beat.

One linear model on character and word n-grams (TF-IDF, logistic regression) trained on the permitted
labelled files alone, at a probability of one half (nobody tuned it, so its rows show what the labels
say as they are); and alt-profanity-check where it is installed (it is no dependency of ours:
`uv run --with alt-profanity-check python -m evals.harm.baseline`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from evals.harm.__main__ import Judge, hatecheck, institutions, misposts, olid, own_posts
from evals.harm.sources import english, rows

LABELLED = {"davidson", "mlma", "surge", "civil"}


def batch(predict: Callable[[list[str]], Iterable[bool]], data: Path) -> Judge:
    """A judge that has seen every text of the tables at once: these models are slow one by one."""
    texts = [row["text"].replace("@user", "@someone") for row in rows(data / "severity" / "olid_dev.jsonl.gz")]
    texts += [row["text"] for row in rows(data / "severity" / "hatecheck_half.jsonl.gz")]
    texts += list(own_posts(data))
    texts += [json.loads(line)["text"] or "" for line in (data / "misposts.jsonl").read_text().splitlines()]
    return {text: 2 * int(said) for text, said in zip(texts, predict(texts), strict=True)}.__getitem__


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
    return batch(lambda texts: model.predict_proba(texts)[:, 1] >= 0.5, data)


def alt_profanity_check(data: Path) -> Judge | None:
    """The package's own opinion, or None where it is not installed."""
    try:
        from profanity_check import predict
    except ImportError:
        return None
    return batch(predict, data)


def main(data: Path) -> int:
    """Print the same tables for the others."""
    judges: dict[str, Judge | None] = {
        "alt-profanity-check": alt_profanity_check(data),
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
