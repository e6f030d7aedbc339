"""Whose words are these? What is quoted, rejected, reclaimed or said of oneself is not said to hurt."""

from __future__ import annotations

from itertools import pairwise

from .parts import Parts, Word
from .reader import Reader, Signal

_ANYBODY = frozenset(["anyone", "anybody", "whoever", "nobody", "someone", "everybody", "everyone", "noone"])
_OTHERS = frozenset(
    [
        "he",
        "she",
        "who",
        "it",
        "anyone",
        "someone",
        "somebody",
        "everyone",
        "everybody",
        "nobody",
        "president",
        "man",
        "woman",
        "guy",
        "media",
    ]
)
_PRONOUNS = frozenset(("he", "she", "it", "who"))
_SOMEBODY = frozenset(("you", "they", "mention", "group", "groupish", "people", "politics", "slur", "soft", "dehuman"))
_EMPHASIS = frozenset(
    [
        "fucking",
        "fuckin",
        "fuckin'",
        "effing",
        "fking",
        "bloody",
        "damn",
        "damned",
        "goddamn",
        "af",
        "wtf",
        "hell",
        "fuck",
        "freaking",
        "badass",
    ]
)
_SAYING = frozenset(
    ["writing", "telling", "threatening", "joking", "tweeting", "shouting", "screaming", "yelling", "singing"]
)
_OFFENDING = frozenset(("insult", "slur", "soft", "dehuman", "hate", "violence", "profanity", "bad"))
_I_AM = frozenset(("i'm", "im", "i am", "am", "myself", "ourselves", "we're"))
_RELATIVE = frozenset(["who", "that", "whoever", "that's"])


class Frame:
    """How the speaker stands to what is said in a text."""

    def __init__(self, given: Parts, text: str) -> None:
        self.text = text
        self.reader = Reader(given)
        self.words = given.words
        outside = [word for word in given.words if not word.quoted]
        self.quotes = len(outside) < len(given.words) and len(outside) >= 2
        self.outside = outside
        self.framed = self.quotes and any(
            not w.classes.isdisjoint(("report", "denounce", "utterance")) for w in outside
        )

    def excuses(self, signal: Signal) -> str | None:
        """Why a signal is not held against the speaker, in words; None when it is."""
        if signal.quoted and self.framed:
            return "the words are quoted, not said"
        if not signal.quoted and self._rejected(signal):
            return "the text rejects it"
        if signal.kind in ("threat", "hatred") and self._forbidden(signal):
            return "the text is against it"
        if signal.kind == "slur" and any(word.span == signal.span and self.namesake(word) for word in self.words):
            return "the word has a harmless namesake here"
        if signal.kind == "slur" and self._own(signal):
            return "the speaker says it of their own"
        return None

    def _rejected(self, signal: Signal) -> bool:
        """Somebody else is said to say it, or saying it is called wrong in words that are not part of it."""
        if any("endorse" in word.classes for word in self.words if word.start >= signal.span.end):
            return False
        places = [place for place, word in enumerate(self.words) if word.end <= signal.span.start]
        if any(self._others_say(place) or self._unsaid(place) for place in places[-8:]):
            return True
        before = [self.words[place] for place in places]
        others = before + [word for word in self.words if word.start >= signal.span.end]
        told = any(not word.classes.isdisjoint(("report", "utterance")) for word in others) or self._about_sayers(
            before
        )
        return told and any(self._denounces(word) for word in others)

    def _forbidden(self, signal: Signal) -> bool:
        """Violence that *should not* be: "let us not stand by while ...", "nobody deserves to be ..."."""
        inside = [p for p, w in enumerate(self.words) if w.start < signal.span.end and not w.quoted]
        if not inside:
            return False
        sentence = self.words[inside[-1]].sentence
        places = [place for place, word in enumerate(self.words) if word.sentence == sentence]
        if not any(not self.words[place].classes.isdisjoint(("violence", "dying")) for place in places):
            return False
        return any(
            ("ought" in self.words[one].classes and "negator" in self.words[two].classes)
            or ("negator" in self.words[one].classes and "ought" in self.words[two].classes)
            for one, two in pairwise(places)
        )

    def _unsaid(self, place: int) -> bool:
        """ "I never said that ...", "I don't think ..."."""
        word = self.words[place]
        near = [other for other in self.words[max(0, place - 3) : place] if other.clause == word.clause]
        return "report" in word.classes and any("negator" in other.classes for other in near)

    def _others_say(self, place: int) -> bool:
        """A verb of saying or thinking whose subject is not the speaker, in the same sentence."""
        word = self.words[place]
        if "report" not in word.classes and word.form not in _SAYING:
            return False
        near = [other for other in self.words[max(0, place - 4) : place] if other.sentence == word.sentence]
        if any("self" in other.classes for other in near):
            return False
        return any(
            not other.classes.isdisjoint(("you", "they", "people", "mention")) or other.form in _OTHERS
            for other in near
        ) or (word.form.endswith("ing") and not near)

    def _about_sayers(self, before: list[Word]) -> bool:
        """ "People who ...", "anyone who ..."."""
        return any(
            second.form in _RELATIVE and (first.form in _ANYBODY or "people" in first.classes)
            for first, second in pairwise(before)
        )

    def _denounces(self, word: Word) -> bool:
        if "denounce" not in word.classes:
            return False
        place = self.words.index(word)
        near = [other for other in self.words[max(0, place - 3) : place] if other.clause == word.clause]
        denied = sum("negator" in other.classes for other in near) % 2 == 1
        return not denied or word.form in ("accept", "tolerate", "acceptable")

    def _own(self, signal: Signal) -> bool:
        """A slur that the speaker takes for themselves: "I am a ...", "we ...", "proud to be ..."."""
        place = next(i for i, word in enumerate(self.words) if word.span == signal.span)
        word = self.words[place]
        low = max(0, place - 6)
        near = [other for other in self.words[low : place + 5] if other.sentence == word.sentence and other is not word]
        just_before = self.words[max(0, place - 3) : place]
        if any(other.form in _I_AM and other.sentence == word.sentence for other in just_before):
            return True
        own = any(not other.classes.isdisjoint(("self", "good")) for other in near)
        return own and not any(self._hostile(other) for other in near)

    @staticmethod
    def _hostile(word: Word) -> bool:
        return not word.classes.isdisjoint(("hate", "violence", "dehuman", "you", "they", "negator", "exclude")) or (
            not word.classes.isdisjoint(("insult", "bad")) and word.classes.isdisjoint(("slur", "soft"))
        )

    def namesake(self, word: Word) -> bool:
        """A word with a harmless namesake, among words that belong to the namesake."""
        return any("sense" in other.classes and other.sentence == word.sentence for other in self.words)

    def harmless_mood(self, reply: bool = False) -> str | None:
        """Why what reads as offensive hits nobody, or None: rejected, reclaimed, swearing at large, at a thing.

        reply: it answers somebody, so "he" may well be known to those who read it.
        """
        if self._rejects():
            return "the text rejects it"
        if self._not_its_own():
            return "what offends in it is reported or denied"
        excused = self._slurs_excused()
        if excused:
            return excused
        if self._hits_nobody():
            return "it hits nobody"
        return "nobody can tell whom it is about" if not reply and self._unnamed() else None

    def _slurs_excused(self) -> str | None:
        slurs = [word for word in self.words if not word.classes.isdisjoint(("slur", "soft"))]
        if slurs and all(self.namesake(word) for word in slurs):
            return "the word has a harmless namesake"
        if slurs and all(self._own(Signal("slur", 3, word.span, "", word.quoted)) for word in slurs):
            return "the speaker says it of their own"
        return None

    def _not_its_own(self) -> bool:
        """A group is spoken of, and every offending word is quoted, denied, or in somebody else's mouth."""
        if not self.reader.groups:
            return False
        saying: dict[int, int] = {}
        for place, word in enumerate(self.words):
            if self._others_say(place) or self._unsaid(place):
                saying.setdefault(word.sentence, place)
        offending = [
            place
            for place, word in enumerate(self.words)
            if not word.classes.isdisjoint(_OFFENDING) and "denounce" not in word.classes
        ]
        return bool(offending) and all(
            (self.words[place].quoted and self.framed)
            or self.reader.denied(place, 6)
            or saying.get(self.words[place].sentence, place) < place
            for place in offending
        )

    def _hits_nobody(self) -> bool:
        """No addressee, no person, no group, no name: a bad day, a bad film, friendly swearing."""
        words = [word for word in self.words if not word.quoted]
        kinds = {kind for word in words for kind in word.classes}
        if kinds & _SOMEBODY or any(word.form in _OTHERS for word in words):
            return self._only_emphasis(words, kinds)
        return not any(self._named(place) for place in range(len(self.words)))

    def _unnamed(self) -> bool:
        """Only "he" or "she", in a post that stands alone and names, tags and addresses nobody."""
        kinds = {kind for word in self.words for kind in word.classes}
        if kinds & (_SOMEBODY - {"dehuman"}) or "role" in kinds or "violence" in kinds or "dying" in kinds:
            return False
        somebody = {word.form for word in self.words if word.form in _OTHERS}
        return somebody <= _PRONOUNS and not any(self._named(place) for place in range(len(self.words)))

    def _only_emphasis(self, words: list[Word], kinds: set[str]) -> bool:
        """Swearing as emphasis: somebody is there, but the swearing is not at them."""
        if kinds & (_SOMEBODY - {"you", "people"}) or kinds & {
            "insult",
            "hate",
            "violence",
            "dying",
            "bad",
            "sexual",
            "exclude",
        }:
            return False
        swearing = [place for place, word in enumerate(words) if "profanity" in word.classes]
        return bool(swearing) and all(words[place].form in _EMPHASIS for place in swearing)

    def _named(self, place: int) -> bool:
        """A capital in the middle of a sentence: perhaps somebody's name."""
        word = self.words[place]
        inside = place > 0 and self.words[place - 1].sentence == word.sentence
        return inside and self.text[word.start].isupper() and "self" not in word.classes

    def _rejects(self) -> bool:
        """Somebody's saying is named and, close by, morally rejected, without a counter-insult."""
        if any(not word.quoted and not word.classes.isdisjoint(("insult", "slur", "politics")) for word in self.words):
            return False
        for place, word in enumerate(self.words):
            if "denounce" in word.classes and self._denounces(word):
                near = [w for w in self.words[max(0, place - 7) : place + 8] if w is not word]
                told = any(
                    not w.classes.isdisjoint(("report", "utterance")) and "denounce" not in w.classes for w in near
                )
                if told or self._about_sayers(list(self.words[:place])):
                    return True
        return False
