"""Hand-written word classes: which word is a slur, a group, an insult, a verb of violence ..."""

from __future__ import annotations

from dataclasses import dataclass

MATTERS = frozenset(("slur", "group", "hate", "dehuman", "profanity", "insult", "violence", "bad", "groupish", "good"))
SHORTEST = 5  # of a word that is mended; shorter ones have too many innocent neighbours


@dataclass(frozen=True)
class Words:
    """classes: folded word (or words joined by one space) to the set of its classes.

    longest: words in the longest entry. Format of the file: a line `[class]` opens a class, other
    lines hold entries separated by commas, `#` starts a comment.
    """

    classes: dict[str, frozenset[str]]
    longest: int
    starts: frozenset[str]  # first words of entries that have several
    slips: dict[str, str]  # entries that matter with one letter gone (not the first), to the entry
    heads: frozenset[str]  # the first four letters of entries that matter

    @classmethod
    def parse(cls, source: str) -> Words:
        found: dict[str, set[str]] = {}
        current = ""
        for written in source.splitlines():
            line = written.partition("#")[0].strip()
            if line.startswith("["):
                current = line.strip("[]")
            elif line:
                for entry in (part.strip() for part in line.split(",")):
                    if entry:
                        found.setdefault(entry, set()).add(current)
        return cls(
            {entry: frozenset(kinds) for entry, kinds in found.items()},
            max((entry.count(" ") + 1 for entry in found), default=1),
            frozenset(entry.split(" ")[0] for entry in found if " " in entry),
            {
                entry[:place] + entry[place + 1 :]: entry
                for entry, kinds in found.items()
                if len(entry) >= SHORTEST and " " not in entry and not MATTERS.isdisjoint(kinds)
                for place in range(1, len(entry))
            },
            frozenset(entry[:4] for entry, kinds in found.items() if not MATTERS.isdisjoint(kinds)),
        )

    def of(self, form: str) -> frozenset[str]:
        """The classes of a word; a plural or verb ending that the list does not spell out is tried too."""
        direct = self.classes.get(form)
        if direct is not None:
            return direct
        if form[-1:] not in _LAST:
            return _NONE
        for ending, instead in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= 3:
                stem = self.classes.get(form[: len(form) - len(ending)] + instead)
                if stem is not None:
                    return stem
        return _NONE


_NONE: frozenset[str] = frozenset()
_ENDINGS = (("s", ""), ("z", ""), ("'s", ""), ("ies", "y"), ("in", "ing"), ("in'", "ing"))
_LAST = frozenset("szn'")  # last letters of the endings: most words need no second look
