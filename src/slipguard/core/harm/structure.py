"""What a bag of words cannot see: who is spoken of, what is said of them, and whether it is denied.

Rules over word classes, not over sentences: an attitude towards a group, a predicate put on a group, a
wish or plan of violence, an insult with an addressee. A group may be named once and be "they" after.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from slipguard.core.types import Span

from .parts import Parts, Word


class Signal(NamedTuple):
    """One thing that the structure shows. grade 1..3; kind as in `Harm.kinds`; says: for people."""

    kind: str
    grade: int
    span: Span
    says: str
    quoted: bool


_LINKS = frozenset(
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
_NO_DENIAL = frozenset(
    ["but", "only", "just", "merely", "doubt", "exception", "question", "short", "obvious", "surprising", "wonder"]
)
_NEW_CLAUSE = frozenset(["that", "because", "if", "whether", "why", "dass", "que", "che", "weil"])
_HOLDING = frozenset(
    ["have", "has", "had", "feel", "felt", "full", "filled", "nothing", "got", "express", "harbour", "harbor", "show"]
)
_TRIGGERS = frozenset(
    ("hate", "bad", "dehuman", "insult", "violence", "dying", "exclude", "force", "group", "groupish", "slur")
)
_REACH = 5  # words between a subject, its verb and its predicate
_JOINTS = frozenset(
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
_AUXILIARY = frozenset(
    ["be", "been", "being", "get", "gets", "got", "getting", "werden", "wurden", "sein", "etre", "ser", "essere", "all"]
)
_FINISHED = frozenset(["shot", "hit", "beaten", "hung", "slit", "burnt", "dead"])


class Reader:
    """The words of one text with questions about them. Holds nothing else."""

    def __init__(self, given: Parts) -> None:
        self.words = given.words

    @cached_property
    def groups(self) -> list[int]:
        """Places where a group of people is named."""
        return [place for place, word in enumerate(self.words) if word.classes and self._names_group(place)]

    @cached_property
    def first_group(self) -> int | None:
        return self.groups[0] if self.groups else None

    def _names_group(self, place: int) -> bool:
        word = self.words[place]
        if "group" in word.classes or "slur" in word.classes:
            return True
        if "groupish" in word.classes:
            following = self.words[place + 1 : place + 3]
            return any("people" in other.classes for other in following)
        return False

    def is_group(self, place: int) -> bool:
        """A group by name, or "they" once a group was named."""
        if place in self.groups:
            return True
        named_before = self.first_group is not None and self.first_group < place
        return named_before and "they" in self.words[place].classes

    def denied(self, place: int, back: int = 4) -> bool:
        """An odd number of negations shortly before, in the same clause.

        "Nothing but", "not only", "no doubt" deny nothing; "is it not obvious that I ..." denies the
        obviousness, so a new subject after the negation ends its reach.
        """
        word = self.words[place]
        odd = False
        for other in range(max(0, place - back), place):
            near = self.words[other]
            if near.clause != word.clause or near.quoted != word.quoted:
                continue
            if "negator" not in near.classes and not near.form.endswith("n't"):
                if odd and (near.form in _NEW_CLAUSE or "self" in near.classes):
                    odd = False
                continue
            following = {following.form for following in self.words[other + 1 : other + 3]}
            if not following & _NO_DENIAL:
                odd = not odd
        return odd

    def near(self, place: int, back: int, ahead: int) -> range:
        """Neighbouring places within the same sentence and the same quotation."""
        here = self.words[place]
        low, high = place, place
        while low > 0 and place - low < back and self._together(self.words[low - 1], here):
            low -= 1
        while high + 1 < len(self.words) and high - place < ahead and self._together(self.words[high + 1], here):
            high += 1
        return range(low, high + 1)

    @staticmethod
    def _together(one: Word, other: Word) -> bool:
        return one.sentence == other.sentence and one.quoted == other.quoted

    def has(self, places: range, *classes: str) -> bool:
        return any(not self.words[place].classes.isdisjoint(classes) for place in places)


def signals(given: Parts) -> tuple[Signal, ...]:
    """Everything that the structure shows, in no particular order."""
    kinds = {kind for word in given.words for kind in word.classes}
    if kinds.isdisjoint(_TRIGGERS):  # most posts: no rule can find anything
        return ()
    reader = Reader(given)
    return tuple(
        signal
        for rule in (attitudes, predicates, comparisons, denied_worth, modifiers, threats, blows, insults)
        for signal in rule(reader)
    )


def _signal(kind: str, grade: int, first: Word, last: Word, says: str) -> Signal:
    low, high = (first, last) if first.start <= last.start else (last, first)
    return Signal(kind, grade, Span(low.start, high.end), says, first.quoted and last.quoted)


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
            yield _signal("hatred", 3, word, reader.words[target], "it speaks of hating a group of people")


def predicates(reader: Reader) -> Iterator[Signal]:
    """A group *is* something degrading."""
    for place, word in enumerate(reader.words):
        if word.classes.isdisjoint(("bad", "dehuman", "insult")) or reader.denied(place, 5):
            continue
        target = _subject(reader, place)
        if target is not None:
            yield _signal("hatred", 3, reader.words[target], word, "it puts a group of people down")


def _subject(reader: Reader, place: int) -> int | None:
    """The group of which the word at `place` is said: "<group> [..] are [such a] <word>"."""
    before = reader.near(place, 10, 0)
    for link in range(place - 1, max(before.start, place - _REACH) - 1, -1):
        joined = reader.words[link].form in ("they're", "theyre")
        if joined and reader.is_group(link):
            return link
        if reader.words[link].form not in _LINKS and "ought" not in reader.words[link].classes:
            continue
        for other in range(link - 1, max(before.start, link - _REACH) - 1, -1):
            if reader.words[other].form in _JOINTS or reader.words[other].clause != reader.words[link].clause:
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
            yield _signal("hatred", 3, word, reader.words[target], "it puts a group of people below others")


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
            yield _signal("hatred", 3, reader.words[target], word, "it denies a group of people their worth")
        elif follows is not None and mine:
            yield _signal("hatred", 3, word, reader.words[follows], "it denies a group of people respect")


def modifiers(reader: Reader) -> Iterator[Signal]:
    """A degrading word right in front of a group: "filthy ..."."""
    for place in reader.groups:
        for other in range(max(0, place - 2), place):
            word = reader.words[other]
            if word.sentence != reader.words[place].sentence or reader.denied(other):
                continue
            if not word.classes.isdisjoint(("insult", "dehuman")) or ("bad" in word.classes and other == place - 1):
                yield _signal("hatred", 3, word, reader.words[place], "it insults a group of people")
            elif "profanity" in word.classes and other == place - 1:
                yield _signal("hatred", 2, word, reader.words[place], "it curses a group of people")


def threats(reader: Reader) -> Iterator[Signal]:
    """Violence, death or expulsion wished on or announced to a group or to "you"."""
    for place, word in enumerate(reader.words):
        if word.classes.isdisjoint(("violence", "dying", "exclude")) or reader.denied(place, 5):
            continue
        around = reader.near(place, 8, 5)
        before = range(around.start, place)
        willed = reader.has(before, "ought") or _commands(reader, place)
        if not willed or (_finished(word) and not _passive(reader, place)):
            continue
        group = next((other for other in around if other != place and reader.is_group(other)), None)
        you = next((other for other in around if "you" in reader.words[other].classes), None)
        if group is not None:
            kind = "hatred" if "exclude" in word.classes else "threat"
            yield _signal(kind, 3, word, reader.words[group], "it wishes harm on a group of people")
        elif you is not None and "exclude" not in word.classes and _meant(reader, place, you):
            yield _signal("threat", 3, word, reader.words[you], "it threatens somebody")


def blows(reader: Reader) -> Iterator[Signal]:
    """A verb of force upon a part of somebody's body, willed: "I'll break your jaw"."""
    for place, word in enumerate(reader.words):
        if "force" not in word.classes or reader.denied(place, 5):
            continue
        after = reader.near(place, 0, 6)
        around = reader.near(place, 7, 9)
        if not reader.has(after, "body") or not (
            reader.has(range(around.start, place), "ought") or _commands(reader, place)
        ):
            continue
        hit = next((o for o in around if o != place and (reader.is_group(o) or "you" in reader.words[o].classes)), None)
        if hit is not None:
            yield _signal("threat", 3, word, reader.words[hit], "it threatens to hurt somebody")


def _meant(reader: Reader, place: int, you: int) -> bool:
    """ "I will shoot you", "you should die": not "you will kill it on stage"."""
    strong = "dying" in reader.words[place].classes
    if you > place:
        return you - place <= 3
    return strong or (
        reader.has(range(you, place), "ought")
        and any(reader.words[other].form in ("be", "get", "deserve", "deserves") for other in range(you, place))
    )


def _finished(word: Word) -> bool:
    """A past form, which announces nothing unless it is passive: "should be shot", not "a flu shot"."""
    return word.form in _FINISHED or (word.form.endswith("ed") and len(word.form) > 4)


def _passive(reader: Reader, place: int) -> bool:
    return any(reader.words[other].form in _AUXILIARY for other in range(max(0, place - 4), place))


def _commands(reader: Reader, place: int) -> bool:
    """An imperative: the verb opens its clause, and is no past or noun."""
    word = reader.words[place]
    first = place == 0 or reader.words[place - 1].clause != word.clause
    return first and not word.form.endswith(("ed", "ing", "s")) and word.form != "dead"


def insults(reader: Reader) -> Iterator[Signal]:
    """An insult with an addressee: "you", or he, she, a tagged account that *is* something."""
    for place, word in enumerate(reader.words):
        if "insult" not in word.classes or reader.denied(place):
            continue
        before = reader.near(place, 5, 0)
        you = next((o for o in reversed(before) if o < place and "you" in reader.words[o].classes), None)
        if you is not None and reader.words[you].clause == word.clause:
            yield _signal("insult", 2, reader.words[you], word, "it insults somebody directly")
