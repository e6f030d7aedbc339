"""What a bag of words cannot see: who is spoken of, what is said of them, and whether it is denied.

Rules over word classes, not over sentences: an attitude towards a group, a predicate put on a group, an
insult with an addressee. A group may be named once and be "they" after. Threats: threats.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Parts
from .reader import Reader, Signal, signal_of
from .threats import THREATS

LINKS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "'re",
        "'s",
        "re",
        "s",
        "am",
        "look",
        "looks",
        "sound",
        "seem",
        "seems",
        "act",
        "become",
        "remain",
        "ist",
        "sind",
        "war",
        "waren",
        "sein",
        "est",
        "sont",
        "etait",
        "soyez",
        "es",
        "son",
        "era",
        "eran",
        "sea",
        "sean",
        "e",
        "sono",
        "sia",
    ]
)
_HOLDING = frozenset(
    ["have", "has", "had", "feel", "felt", "full", "filled", "nothing", "got", "express", "harbour", "harbor", "show"]
)
_TRIGGERS = frozenset(
    (
        *("hate", "bad", "dehuman", "insult", "violence", "dying", "exclude", "force", "group", "groupish", "slur"),
        *("lair", "menace"),
    )
)
_REACH = 5  # words between a subject, its verb and its predicate
JOINTS = frozenset(
    [
        "and",
        "but",
        "because",
        "as",
        "when",
        "while",
        "if",
        "so",
        "than",
        "aber",
        "und",
        "weil",
        "mais",
        "et",
        "parce",
        "pero",
        "y",
        "porque",
        "ma",
        "e",
        "perche",
    ]
)


def signals(given: Parts) -> tuple[Signal, ...]:
    """Everything that the structure shows, in no particular order."""
    kinds = {kind for word in given.words for kind in word.classes}
    if kinds.isdisjoint(_TRIGGERS):  # most posts: no rule can find anything
        return ()
    reader = Reader(given)
    return tuple(
        signal
        for rule in (attitudes, predicates, comparisons, denied_worth, modifiers, insults, *THREATS)
        for signal in rule(reader)
    )


def attitudes(reader: Reader) -> Iterator[Signal]:
    """The speaker hates, despises, is disgusted by a group."""
    for place, word in enumerate(reader.words):
        if "hate" not in word.classes or reader.denied(place):
            continue
        before, after = reader.near(place, 5, 0), reader.near(place, 0, 6)
        about_me = word.form.endswith((" me", " sick", " puke", " vomit", " crawl"))
        places = before if about_me else after
        target = next((other for other in places if other != place and reader.is_group(other)), None)
        if target is None or (reader.words[target].clause != word.clause and not about_me):
            continue
        theirs = reader.has(range(before.start, place), "they", "you") and not reader.has(before, "self")
        held = any(reader.words[other].form in _HOLDING for other in range(max(before.start, place - 4), place))
        if not theirs and ("noun" not in word.classes or (held and reader.has(before, "self"))):
            yield signal_of("hatred", 3, word, reader.words[target], "it speaks of hating a group of people")


def predicates(reader: Reader) -> Iterator[Signal]:
    """A group *is* something degrading."""
    for place, word in enumerate(reader.words):
        if word.classes.isdisjoint(("bad", "dehuman", "insult")) or reader.denied(place, 5):
            continue
        target = _subject(reader, place)
        if target is not None:
            yield signal_of("hatred", 3, reader.words[target], word, "it puts a group of people down")


def _subject(reader: Reader, place: int) -> int | None:
    """The group of which the word at `place` is said: "<group> [..] are [such a] <word>"."""
    before = reader.near(place, 10, 0)
    for link in range(place - 1, max(before.start, place - _REACH) - 1, -1):
        joined = reader.words[link].form in ("they're", "theyre")
        if joined and reader.is_group(link):
            return link
        if reader.words[link].form not in LINKS and "ought" not in reader.words[link].classes:
            continue
        for other in range(link - 1, max(before.start, link - _REACH) - 1, -1):
            if reader.words[other].form in JOINTS or reader.words[other].clause != reader.words[link].clause:
                break
            if reader.is_group(other):
                return other
        if link + 1 < place and reader.is_group(link + 1):  # a question: "are <group> <word>"
            return link + 1
    return None


def comparisons(reader: Reader) -> Iterator[Signal]:
    """Worse than a group; an animal or thing better than a group."""
    for place, word in enumerate(reader.words):
        if word.form != "than":
            continue
        target = next((other for other in reader.near(place, 0, 4) if reader.is_group(other)), None)
        if target is None:
            continue
        before = reader.near(place, 7, 0)
        worse = any(reader.words[other].form in ("worse", "lower", "dumber", "uglier") for other in before)
        beast = reader.has(before, "dehuman", "sense", "thing")
        if worse or beast:
            yield signal_of("hatred", 3, word, reader.words[target], "it puts a group of people below others")


def denied_worth(reader: Reader) -> Iterator[Signal]:
    """A group is *not* human, decent, welcome: a good word denied."""
    for place, word in enumerate(reader.words):
        if "good" not in word.classes or not reader.denied(place, 5):
            continue
        before = reader.near(place, 9, 0)
        target = next((other for other in before if other < place and reader.is_group(other)), None)
        follows = next((other for other in reader.near(place, 0, 7) if other > place and reader.is_group(other)), None)
        opens = (
            reader.words[before.start].classes.isdisjoint(("you", "they"))
            and "negator" in reader.words[before.start].classes
        )
        mine = opens or reader.has(before, "self")
        lesser = any(reader.words[other].form in ("less", "worse", "lower") for other in reader.near(place, 0, 3))
        relative = follows is not None and any(
            reader.words[other].form in ("that", "who", "which", "whose") for other in range(place, follows)
        )
        if lesser or relative:
            continue
        if target is not None and not reader.has(range(before.start, target), "self"):
            yield signal_of("hatred", 3, reader.words[target], word, "it denies a group of people their worth")
        elif follows is not None and mine:
            yield signal_of("hatred", 3, word, reader.words[follows], "it denies a group of people respect")


def modifiers(reader: Reader) -> Iterator[Signal]:
    """A degrading word right in front of a group: "filthy ..."."""
    for place in reader.groups:
        for other in range(max(0, place - 2), place):
            word = reader.words[other]
            if word.sentence != reader.words[place].sentence or reader.denied(other):
                continue
            if not word.classes.isdisjoint(("insult", "dehuman")) or ("bad" in word.classes and other == place - 1):
                yield signal_of("hatred", 3, word, reader.words[place], "it insults a group of people")
            elif "profanity" in word.classes and other == place - 1:
                yield signal_of("hatred", 2, word, reader.words[place], "it curses a group of people")


def insults(reader: Reader) -> Iterator[Signal]:
    """An insult with an addressee: "you", or he, she, a tagged account that *is* something."""
    for place, word in enumerate(reader.words):
        if "insult" not in word.classes or reader.denied(place):
            continue
        before = reader.near(place, 5, 0)
        you = next((o for o in reversed(before) if o < place and "you" in reader.words[o].classes), None)
        kindly = you is not None and reader.has(range(you + 1, place), "good")  # "you beautiful useless ..."
        if you is not None and reader.words[you].clause == word.clause and not kindly:
            yield signal_of("insult", 2, reader.words[you], word, "it insults somebody directly")
