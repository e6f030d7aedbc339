"""The training texts by source, and what each may teach. Reads only train/ and severity/davidson2017."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.trial import BENCH


@dataclass(frozen=True, slots=True)
class Row:
    """One training text. voice: "person", "institution" or "mixed". group: account or source file."""

    text: str
    voice: str
    group: str
    lang: str
    at: str = ""


def _lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def offices(bench: Path = BENCH) -> dict[str, list[Row]]:
    """Congress offices: account -> posts in the order of time."""
    found: dict[str, list[Row]] = {}
    for r in _lines(bench / "train/institutional_congress_offices.jsonl.gz"):
        found.setdefault(r["account"], []).append(
            Row(r["text"], "institution", r["account"], r["lang"], r["created_at"])
        )
    return {k: sorted(v, key=lambda r: r.at) for k, v in sorted(found.items())}


def others(bench: Path = BENCH) -> dict[str, list[Row]]:
    """Every other text by source, in file order."""
    found: dict[str, list[Row]] = {}

    def put(key: str, row: dict, voice: str) -> None:
        found.setdefault(key, []).append(Row(row["text"], voice, key, row.get("lang", "en")))

    for r in _lines(bench / "train/institutional_us_digital_blogs.jsonl.gz"):
        if r["register"] == "institutional":
            put(f"blog_{r['source'].split('_')[0]}_{'body' if r['part'] == 'body' else 'title'}", r, "institution")
    for r in _lines(bench / "train/institutional_btc_news_G.jsonl.gz"):
        put("news_btc", r, "institution")
    for r in _lines(bench / "train/mixed_btc_EF.jsonl.gz"):
        put("mixed_btc", r, "mixed")
    for r in _lines(bench / "train/personal_goemotions.jsonl.gz"):
        put("goemotions", r, "person")
    for name in (
        "personal_wnut17_raw_comments",
        "personal_wnut17",
        "personal_wnut17_raw_tweets",
        "personal_btc_ABH",
        "personal_538_event_tweets",
        "personal_xlime_de_it_es",
    ):
        for r in _lines(bench / f"train/{name}.jsonl.gz"):
            register = r["register"]
            kind = {
                "personal": "person",
                "personal_heuristic": "person",
                "personal_mostly": "person",
                "mixed_unverified": "mixed",
                "link_post_mixed": "links",
            }[register]
            put(f"{r['source']}.{kind}", r, "person" if kind == "person" else "mixed")
    for r in _lines(bench / "train/offensive_germeval2018_de.jsonl.gz"):
        put("germeval", r, "person")
    for r in _lines(bench / "train/offensive_mlma_en_fr_ar.jsonl.gz"):
        if r["lang"] != "ar":
            put(r["source"], r, "person")
    for r in _lines(bench / "severity/davidson2017.jsonl.gz"):
        put("davidson", r, "person")
    for r in _lines(bench / "train/offensive_civil_comments_toxic_en.jsonl.gz"):
        put("civil", r, "person")
    return found


if __name__ == "__main__":
    for name, rows in others().items():
        print(name, len(rows), repr(rows[0].text[:80]))
    print(len(offices()))
