"""The judgement: 0 harmless, 1 rude, 2 offensive, 3 a slur, a threat or hatred. It never acts alone."""

from __future__ import annotations

import re

from slipguard.core.types import Finding, Harm, Severity, Span

from . import load
from .claims import ELSEWHERE, claims
from .context import Context
from .evidence import evidence
from .language import JUDGED, LISTED, guess
from .parts import Parts, Word, parts
from .reader import Signal
from .reading import tokens
from .secrets import leaks
from .speech import Frame
from .spelling import repaired
from .structure import signals

THRESHOLD = -0.45  # logit of the model from which a text counts as offensive; the one threshold of all tables
_OWN = ("slur", "soft", "profanity", "insult", "sexual", "gloom")
_NONE: frozenset[str] = frozenset()
_UNJUDGED = Finding(
    "harm.language", Severity.INFO, "the harm check does not know this language; only secrets were looked for"
)
_LISTED_ONLY = Finding(
    "harm.language", Severity.INFO, "the harm check has only word lists in this language, and none of them matched"
)
_Told = tuple[int, str, Finding]
_SEVERITY = (Severity.INFO, Severity.INFO, Severity.WARN, Severity.ERROR)


def grade(text: str, *, language: str | None = None, context: Context | None = None) -> Harm:
    """How much harm would this text do, why, and where?

    language: BCP 47 as declared, or None to guess. Pure; about a third of a millisecond for a post in
    English. Secrets and the workspace's own words are looked for in every language; where no model or
    word list speaks the language, `judged` is False and the grade rests on those alone.
    """
    known = context or Context()
    code = (language or guess(text) or "").split("-")[0].lower()
    told = [*_leaks(text), *_secret_words(text, known)]
    if code not in JUDGED and code not in LISTED:
        if known.mourning and not known.is_reply and text.strip():
            told.append((1, "tragedy", Finding("harm.tragedy", Severity.INFO, ELSEWHERE)))
        return _harm(told, judged=not any(letter.isalpha() for letter in text))
    lexicon, model = load.words(code), load.model(code)
    read = repaired(tokens(text), lexicon, model.vocabulary if model else {})
    seen = _without_fine_words(parts(read, lexicon), known)
    frame = Frame(seen, text)
    shown = signals(seen)
    spoken = [_finding(signal, frame) for signal in (*shown, *_own_words(seen))]
    told += spoken
    if model is not None and model.score(*evidence(read, seen, shown, frame.framed)) >= THRESHOLD:
        told.append(_model_says(spoken, frame, known.is_reply))
    told += [_finding(signal, frame) for signal in claims(seen, known)]
    return _harm(told, judged=code in JUDGED or bool(told), listed=code in LISTED)


def _without_fine_words(seen: Parts, known: Context) -> Parts:
    """What the account may say, or says every week, is no news to the rules nor to the model."""
    if not known.allowed and not known.used:
        return seen
    words = tuple(
        word._replace(form="", classes=_NONE)
        if not word.classes.isdisjoint(_OWN) and known.is_fine_here(word.form)
        else word
        for word in seen.words
    )
    return Parts(words, seen.any_quoted)


def _model_says(spoken: list[_Told], frame: Frame, reply: bool) -> _Told:
    """The model's opinion, lowered where the structure shows that nobody is hit."""
    excuse = frame.harmless_mood(reply)
    if (
        excuse is None
        and any(", but " in found.says for _, _, found in spoken)
        and all(level < 2 for level, _, _ in spoken)
    ):
        excuse = "what offends in it was excused"
    level = 1 if excuse else 2
    says = f"it reads as offensive, but {excuse}" if excuse else "it reads as offensive"
    return level, "offensive", Finding("harm.offensive", _SEVERITY[level], says)


def _own_words(seen: Parts) -> list[Signal]:
    found = []
    for word in seen.words:
        if word.classes.isdisjoint(_OWN):
            continue
        if "slur" in word.classes:
            found.append(Signal("slur", 3, word.span, "it holds a slur", word.quoted))
        elif "soft" in word.classes and _aimed(seen, word):
            found.append(Signal("slur", 3, word.span, "it uses a slur against somebody", word.quoted))
        elif "profanity" in word.classes:
            found.append(Signal("profanity", 1, word.span, "it swears", word.quoted))
        elif "sexual" in word.classes:
            found.append(Signal("sexual", 1, word.span, "it is about sex", word.quoted))
        elif "gloom" in word.classes:
            found.append(Signal("death", 1, word.span, "it jokes about dying", word.quoted))
    return found


def _aimed(seen: Parts, word: Word) -> bool:
    """Is a word that is a slur only in some mouths used against somebody?"""
    near = [other for other in seen.words if other.sentence == word.sentence and other is not word]
    against = any(
        not other.classes.isdisjoint(("you", "they", "hate", "violence", "dehuman", "exclude")) for other in near
    )
    return against and not any("self" in other.classes for other in near)


def _finding(signal: Signal, frame: Frame) -> _Told:
    excuse = frame.excuses(signal) if signal.grade >= 2 else None
    level = 1 if excuse else signal.grade
    says = f"{signal.says}, but {excuse}" if excuse else signal.says
    return level, signal.kind, Finding(f"harm.{signal.kind}", _SEVERITY[level], says, signal.span)


def _leaks(text: str) -> list[_Told]:
    return [
        (
            3 if leak.kind == "credential" else 1,
            leak.kind,
            Finding(f"harm.{leak.kind}", Severity.ERROR, f"it holds {leak.says}", leak.span),
        )
        for leak in leaks(text)
    ]


def _secret_words(text: str, known: Context) -> list[_Told]:
    if not known.secret_words:
        return []
    found = []
    for word in sorted(known.secret_words):
        hit = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) if word else None
        if hit:
            says = "it holds a word that this workspace keeps secret"
            finding = Finding("harm.client_secret", Severity.ERROR, says, Span(*hit.span()))
            found.append((3, "client_secret", finding))
    return found


def _harm(told: list[_Told], judged: bool, listed: bool = False) -> Harm:
    unsaid = () if judged else ((_LISTED_ONLY if listed else _UNJUDGED),)
    if not told:
        return Harm(0, findings=unsaid, judged=judged)
    worst = sorted(told, key=lambda item: -item[0])
    kinds = tuple(dict.fromkeys(kind for _, kind, _ in worst))
    reason = worst[0][2].says
    return Harm(
        worst[0][0], kinds, reason[:1].upper() + reason[1:] + ".", (*(item[2] for item in worst), *unsaid), judged
    )


def slur_spans(text: str, language: str) -> tuple[Span, ...]:
    """Places of unambiguous group slurs in a text, seen through disguises."""
    return tuple(word.span for word in parts(tokens(text), load.words(language)).words if "slur" in word.classes)
