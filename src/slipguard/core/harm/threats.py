"""Violence, death or expulsion wished on, announced to or asked for against somebody."""

from __future__ import annotations

from collections.abc import Iterator

from .parts import Word
from .reader import Reader, Signal, signal_of

_AUXILIARY = frozenset(
    ["be", "been", "being", "get", "gets", "got", "getting", "werden", "wurden", "sein", "etre", "ser", "essere", "all"]
)
_GENTLE = frozenset(["take", "end", "blow", "twist", "split", "squeeze", "skin", "cut"])  # mostly harmless
_WISHES = frozenset(
    ["hope", "wish", "deserve", "deserves", "deserved", "should", "ought", "want", "let", "let's", "must"]
)
_PLANS = frozenset(
    ["gonna", "going", "i'll", "ill", "will", "coming to", "about to", "want", "wanna", "swear", "let's", "lets"]
)
_FOR = frozenset(
    ["for", "behind", "beside", "next", "with", "without", "near", "by", "after", "before", "because", "to", "and"]
)
_I = frozenset(["i", "i'm", "im", "i've", "ive", "i'll"])
_FINISHED = frozenset(["shot", "hit", "beaten", "hung", "slit", "burnt", "dead"])


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
            yield signal_of(kind, 3, word, reader.words[group], "it wishes harm on a group of people")
        elif you is not None and "exclude" not in word.classes and _meant(reader, place, you):
            yield signal_of("threat", 3, word, reader.words[you], "it threatens somebody")


def blows(reader: Reader) -> Iterator[Signal]:
    """Force upon a part of somebody's body, willed: "I'll break your jaw", "someone should break his legs"."""
    for place, word in enumerate(reader.words):
        if "force" not in word.classes or reader.denied(place, 5):
            continue
        around, after = reader.near(place, 7, 9), reader.near(place, 0, 6)
        command = _commands(reader, place)
        if not reader.has(after, "body") or not (command or reader.has(range(around.start, place), "ought")):
            continue
        hit = next((o for o in around if o != place and reader.is_group(o)), None)
        doer = _doer(reader, place)
        if hit is None and not command and doer != "you":  # "you will break your neck", "kick your legs": advice
            hit = next((o for o in around if o != place and "you" in reader.words[o].classes), None)
        if hit is None and word.form not in _GENTLE and (command or doer in ("self", "anybody")):
            hit = _owner(reader, place)
        if hit is not None:
            yield signal_of("threat", 3, word, reader.words[hit], "it threatens to hurt somebody")


def incitements(reader: Reader) -> Iterator[Signal]:
    """Harm to a third person that somebody is asked for, or that is wished: no "you" stands in it."""
    for place, word in enumerate(reader.words):
        if word.classes.isdisjoint(("violence", "dying")) or reader.denied(place, 5):
            continue
        before = range(reader.near(place, 7, 0).start, place)
        wished = any(reader.words[other].form in _WISHES for other in before)
        whom = _hit(reader, place)
        who = next((o for o in reversed(before) if _third(reader, o)), None)
        if "violence" in word.classes and whom is not None and not _finished(word):
            if reader.has(before, "anybody") and reader.has(before, "ought"):
                yield signal_of("threat", 3, word, reader.words[whom], "it asks for somebody to be hurt")
            elif _doer(reader, place) == "self" and any(reader.words[o].form in _PLANS for o in before):
                yield signal_of("threat", 3, word, reader.words[whom], "it threatens to hurt somebody")
        elif who is not None and wished and ("dying" in word.classes or _passive(reader, place)):
            yield signal_of("threat", 2, reader.words[who], word, "it wishes somebody hurt or dead")


def lairs(reader: Reader) -> Iterator[Signal]:
    """ "I know where you live", and what is said after it: how bad it is hangs on that."""
    words = reader.words
    for place, word in enumerate(words):
        if "knows" not in word.classes or reader.denied(place):
            continue
        after = reader.near(place, 0, 9)
        lair = next((o for o in after if o > place and "lair" in words[o].classes), None)
        if lair is None or _doer(reader, place) != "self":
            continue
        where = any(words[o].form in ("where", "address") for o in range(place, lair + 1))
        theirs = any(not words[o].classes.isdisjoint(("you", "person", "they")) for o in range(place, lair + 1))
        if not where or not theirs:
            continue
        rest = range(lair + 1, len(words))
        alone = any(words[o].form in _I for o in range(max(0, place - 3), place))
        menace = reader.has(rest, "menace", "violence", "force")
        level = 3 if menace else 2 if alone and reader.has(rest, "approach") else 1 if alone else 0
        if level:
            yield signal_of("threat", level, word, words[lair], "it says that somebody can be found")


def menaces(reader: Reader) -> Iterator[Signal]:
    """A set phrase that threatens, said by the speaker or to somebody: "watch your back"."""
    for place, word in enumerate(reader.words):
        if "menace" in word.classes and not reader.denied(place):
            alone = any(word.form in _I for word in reader.words) or "your" in word.form.split()
            yield signal_of("threat", 2 if alone else 1, word, word, "it is a set phrase of threatening")


THREATS = (threats, blows, incitements, lairs, menaces)


def _doer(reader: Reader, place: int) -> str:
    """Who does it: "self", "anybody", "you", "person" or "": the nearest before the verb, in its clause."""
    word = reader.words[place]
    for other in range(place - 1, max(-1, place - 7), -1):
        near = reader.words[other]
        if near.clause != word.clause:
            break
        for kind in ("anybody", "self", "you", "person", "people", "they"):
            if kind in near.classes:
                return kind
    return ""


def _third(reader: Reader, place: int) -> bool:
    """A third person: he, she, a tagged account, a role ("the referee"), an insulted one ("that clown")."""
    kinds = reader.words[place].classes
    if not kinds.isdisjoint(("person", "mention", "role")):
        return True
    pointed = place > 0 and reader.words[place - 1].form in ("that", "this", "those", "these")
    return pointed and not kinds.isdisjoint(("insult", "people"))


def _hit(reader: Reader, place: int) -> int | None:
    """The third person whom the verb at `place` is for: "shoot that referee", not "hang it behind him"."""
    for other in reader.near(place, 0, 4):
        if other > place:
            if reader.words[other].form in _FOR:
                return None
            if _third(reader, other):
                return other
    return None


def _owner(reader: Reader, place: int) -> int | None:
    """Whose body the force at `place` is for: "his", "that referee's", between the verb and the part."""
    for other in reader.near(place, 0, 4):
        near = reader.words[other]
        if other > place and ("body" in near.classes and near.form not in ("life", "lives", "existence")):
            owners = range(place + 1, other)
            return next((o for o in owners if _third(reader, o) or "they" in reader.words[o].classes), None)
    return None


def _meant(reader: Reader, place: int, you: int) -> bool:
    """ "I will shoot you", "you should die": not "you will kill it on stage"."""
    strong = "dying" in reader.words[place].classes
    if you > place:  # "die for you" wishes nobody dead
        return you - place <= 3 and not any(reader.words[o].form in _FOR for o in range(place, you))
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
