"""What to beat, on the same rows: part of `python -m evals.harm`.

One linear model on character and word n-grams (TF-IDF, logistic regression) trained on the permitted
labelled files alone, at a probability of one half (nobody tuned it, so its rows show what the labels
say as they are); and alt-profanity-check, a dependency of development only: its model is in the package, and
its release number is the scikit-learn that it was pickled with, so both move together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from evals.harm.sources import english, rows
from evals.harm.tables import Judge, hatecheck, institutions, misposts, olid, own_posts, speed

Predict = Callable[[list[str]], Iterable[bool]]
LABELLED = {"davidson", "mlma", "surge", "civil"}


def batch(predict: Predict, data: Path) -> Judge:
    """A judge that has seen every text of the tables at once: these models are slow one by one."""
    texts = [row["text"].replace("@user", "@someone") for row in rows(data / "severity" / "olid_dev.jsonl.gz")]
    texts += [row["text"] for row in rows(data / "severity" / "hatecheck_half.jsonl.gz")]
    texts += list(own_posts(data))
    texts += [json.loads(line)["text"] or "" for line in (data / "misposts.jsonl").read_text().splitlines()]
    return {text: 2 * int(said) for text, said in zip(texts, predict(texts), strict=True)}.__getitem__


def linear(data: Path) -> tuple[Judge, Judge]:
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
    return _both(lambda texts: model.predict_proba(texts)[:, 1] >= 0.5, data)


def alt_profanity_check(data: Path) -> tuple[Judge, Judge]:
    """The package's own opinion, at the threshold that it ships with."""
    from profanity_check import predict

    return _both(predict, data)


def _both(predict: Predict, data: Path) -> tuple[Judge, Judge]:
    """Judged all at once for the tables, and one by one for the clock."""
    return batch(predict, data), lambda text: 2 * int(next(iter(predict([text]))))


def main(data: Path) -> int:
    """Print the same tables for the others."""
    for name, make in (("alt-profanity-check", alt_profanity_check), ("linear, n-grams", linear)):
        judge, single = make(data)
        print(f"== {name}")
        print(olid(judge, data), *hatecheck(judge, data), sep="\n")
        clock = speed(single, data, runs=2, sample=25)  # by far the slowest part: a few are enough
        print(institutions(judge, data), misposts(judge, data), clock, sep="\n", flush=True)
    return 0
