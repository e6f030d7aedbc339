"""python -m evals.voice.speed [--trial]: what a check costs, beside scikit-learn's TF-IDF and SVM in the same run.

Process CPU time, one thread. Invented posts: speed does not depend on whose words they are.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

from evals import trial
from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, learn

SYLLABLES = [a + b for a in "bcdfghlmnprstv" for b in "aeiou"]


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Invented words, as long as real ones."""
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4)))) for _ in range(size)]


def posts(chance: random.Random, words: list[str], count: int, length: int) -> list[Post]:
    """Posts of about `length` characters; common words are common."""
    out = []
    for _ in range(count):
        text = ""
        while len(text) < length:
            text += words[min(int(chance.paretovariate(0.6)), len(words) - 1)] + chance.choice(
                (" ", " ", " ", ", ", ". ")
            )
        out.append(Post(f"{text[: length - 8].capitalize()} #{chance.choice(words)}"[:length]))
    return out


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of process CPU."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


def spread(values: list[float]) -> str:
    """p50 and p99."""
    ordered = sorted(values)
    return f"p50 {ordered[len(ordered) // 2]:.3f} ms  p99 {ordered[int(len(ordered) * 0.99)]:.3f} ms"


def main() -> None:
    """Print one line per promise."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # must stand before numpy is imported, so: start again
        one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        again = [sys.executable, "-m", "evals.voice.speed", *sys.argv[1:]]
        sys.exit(subprocess.run(again, env=os.environ | one, check=False).returncode)
    small = "--trial" in sys.argv
    if small:
        print(trial.SAYS, flush=True)
    chance = random.Random(1)
    words = [vocabulary(chance, 3000) for _ in range(10)]
    voices = {f"account{n}": learn(posts(chance, words[n], 200, 200)) for n in range(10)}
    desk = Desk(voices)
    print(f"what tells ten accounts of 200 posts apart: {cpu(desk.sharpen):.0f} ms")
    asked = posts(chance, words[0], 50 if small else 1000, 280)
    for name in voices:
        desk.assess(name, asked[0])
    home = [p for n in range(10) for p in posts(chance, words[n], len(asked) // 10, 280)]
    away = [cpu(lambda p=p, n=n: desk.assess(f"account{n % 9 + 1}", p)) for n, p in enumerate(asked)]
    at_home = [cpu(lambda p=p, n=n: desk.assess(f"account{n * 10 // len(home)}", p)) for n, p in enumerate(home)]
    print("one check, 280 characters, desk of 10, out of place and explained:", spread(away))
    print("one check, 280 characters, desk of 10, at home:", spread(at_home))
    thousand = posts(chance, words[1], 1000, 200)
    print(f"learning 1,000 posts: {cpu(lambda: learn(thousand)):.0f} ms")
    grown = learn(thousand)
    print("one more post:", spread([cpu(lambda p=p: grown.add(p)) for p in posts(chance, words[1], 100, 200)]))
    svm(voices, words, chance, asked)
    many(20 if small else 1000)
    cold(1 if small else 5)


def svm(voices: dict[str, Voice], words: list[list[str]], chance: random.Random, asked: list[Post]) -> None:
    """The usual answer: TF-IDF on character n-grams and words, and a linear SVM."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    texts, labels = [], []
    for n, name in enumerate(voices):
        texts += [p.text for p in posts(chance, words[n], 200, 200)]
        labels += [name] * 200
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char", ngram_range=(2, 5), lowercase=False, sublinear_tf=True),
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        ),
        LinearSVC(),
    )
    print(f"scikit-learn TF-IDF + linear SVM, learning 10 x 200 posts: {cpu(lambda: model.fit(texts, labels)):.0f} ms")
    print(
        "scikit-learn, one check without calibration or explanation:",
        spread([cpu(lambda p=p: model.decision_function([p.text])) for p in asked[:300]]),
    )


def many(accounts: int) -> None:
    """A desk of so many accounts, in a process of its own so that its memory can be seen."""
    subprocess.run([sys.executable, "-m", "evals.voice.many", str(accounts)], check=True)


def cold(runs: int) -> None:
    """Import, weights, learning nothing, one check: what `slipguard check` pays beside its own start."""
    code = (
        "from slipguard.core.voice import Desk, learn\nfrom slipguard.core.types import Post\n"
        "Desk({'a': learn([])}).assess('a', Post('hello there'))\nimport time\nprint(time.process_time())"
    )
    found = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(runs)
    ]
    median = sorted(found)[runs // 2]
    print(f"cold start and one check: {min(found):.2f} s of CPU (best of {runs}), {median:.2f} s (median)")


if __name__ == "__main__":
    main()
