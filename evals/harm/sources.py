"""What may train the model of harm, read from the data folder: text, target (1 offensive) and weight.

Only bench/train and severity/davidson2017 are ever opened here. See bench/train/SOURCES.md.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Example(NamedTuple):
    """One training text."""

    text: str
    target: int
    weight: float
    source: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


# GoEmotions' numbers: 2 anger, 3 annoyance, 10 disapproval, 11 disgust
_ANGRY, _CROSS = {2, 11}, {3, 10}


def english(data: Path) -> Iterator[Example]:
    """Labelled offence, weighted by how far the labels can be trusted; ordinary speech as the other side."""
    for row in rows(data / "severity" / "davidson2017.jsonl.gz"):
        yield Example(row["text"], int(row["label"] != "neither"), 0.5, "davidson")
    train = data / "train"
    for row in rows(train / "offensive_mlma_en_fr_ar.jsonl.gz"):
        if row["lang"] == "en":  # sampled by slurs and noisy: hardly counts
            yield Example(row["text"], int(row["label"] == "offensive"), 0.1, "mlma")
    for row in rows(train / "offensive_surge_toxicity_en.jsonl.gz"):
        yield Example(row["text"], int(row["label"] == "toxic"), 2.0, "surge")
    for row in rows(train / "offensive_civil_comments_toxic_en.jsonl.gz"):
        if row["label"] in ("toxic", "not_toxic_majority"):
            yield Example(row["text"], int(row["label"] == "toxic"), 1.0, "civil")
    for row in rows(train / "offensive_identity_templates_synthetic.jsonl.gz"):
        if row["lang"] == "en":
            yield Example(row["text"], int(row["label"] == "toxic"), 0.2, "templates")
    for row in rows(train / "personal_goemotions.jsonl.gz"):
        felt = {int(number) for number in str(row["emotions"]).split(",")}
        if felt & _ANGRY:
            yield Example(row["text"], 1, 0.3, "goemotions")
        elif felt & _CROSS:
            yield Example(row["text"], 1, 0.1, "goemotions")
        else:
            yield Example(row["text"], 0, 0.3, "goemotions")
    for name in ("institutional_congress_offices", "institutional_btc_news_G"):
        for row in rows(train / f"{name}.jsonl.gz"):
            if row["lang"] == "en":
                yield Example(row["text"], 0, 1.0, "institutional")


def english_unlabelled(data: Path) -> Iterator[str]:
    """Ordinary posts and comments without labels: the model's own first opinion of them is used."""
    for name in ("raw_comments", "raw_tweets"):
        for row in rows(data / "train" / f"personal_wnut17_{name}.jsonl.gz"):
            yield row["text"]
    for name in ("personal_btc_ABH", "personal_538_event_tweets"):
        for row in rows(data / "train" / f"{name}.jsonl.gz"):
            if row["lang"] == "en":
                yield row["text"]


def german(data: Path) -> Iterator[Example]:
    """GermEval 2018; ordinary German posts as weak negatives."""
    for row in rows(data / "train" / "offensive_germeval2018_de.jsonl.gz"):
        if row["split"] == "train":
            yield Example(row["text"], int(row["label"] == "offensive"), 1.0, "germeval")
    for row in rows(data / "train" / "personal_xlime_de_it_es.jsonl.gz"):
        if row["lang"] == "de":
            yield Example(row["text"], 0, 0.5, "xlime")
