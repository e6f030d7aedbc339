"""Pictures of a post, or its film, against what a network takes: too many, too big, too long, of an unknown kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from slipguard.core.types import FilmRules, Picture, PictureRules

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why pictures do not go with a post, and what to do about it."""

    what: str
    next_step: str


def fits(picture: Picture, rules: PictureRules) -> bool:
    """Does the network take these very bytes? A film always goes as it is, or not at all."""
    return picture.film or (picture.size <= rules.size and picture.media_type in rules.media_types)


def as_sent(picture: Picture, rules: PictureRules) -> Picture:
    """What goes out of a picture on this network: itself, or a smaller JPEG that was made of it."""
    return picture if fits(picture, rules) else replace(picture, media_type=JPEG, size=min(picture.size, rules.size))


def objection(pictures: Sequence[Picture], rules: PictureRules | None, title: str) -> Objection | None:
    """The first thing that the network called `title` would refuse; None: nothing. No rules: it takes no pictures."""
    if not pictures:
        return None
    if rules is None:
        return Objection(f"Slipguard cannot publish pictures on {title}.", "Take the pictures out, or post them there.")
    if films := [one for one in pictures if one.film]:
        return _of_film(films[0], len(films), len(pictures), rules, title)
    if len(pictures) > rules.count:
        over = len(pictures) - rules.count
        return Objection(f"There are {len(pictures)} pictures; {title} takes {rules.count} with a post.",
                         f"Take {over} of them out.")
    found = (_of_one(picture, f"picture {number}" if len(pictures) > 1 else "the picture", rules, title)
             for number, picture in enumerate(pictures, 1))
    return next((one for one in found if one is not None), None)


def wordless(count: int, rules: PictureRules | None, title: str) -> Objection | None:
    """Why a post without words does not go to the network called `title` with so many pictures; None: it goes."""
    if not count:
        return Objection("The text is empty.", "Write something.")
    if rules is not None and not rules.alone:
        return Objection(f"{title} takes no pictures without a text.", "Write a few words to go with them.")
    return None


def _of_film(film: Picture, films: int, many: int, rules: PictureRules, title: str) -> Objection | None:
    if rules.film is None:
        return Objection(f"Slipguard cannot publish films on {title}.", "Take the film out, or post it there.")
    if films > 1:
        return Objection(f"There are {films} films; one goes with a post.", "Take all but one out.")
    if many > 1:
        return Objection(f"A film and pictures do not go together on {title}.",
                         "Take out the film or the pictures, or make two posts of them.")
    return _too_much(film, rules.film, title) or _of_words(film, "the film", rules.film.alt or rules.alt, title)


def _too_much(film: Picture, takes: FilmRules, title: str) -> Objection | None:
    smaller = "Save it smaller (720p, say) and add it again."
    if film.size > takes.size:
        return Objection(f"The film has {megabytes(film.size)}; {title} takes {megabytes(takes.size)}.", smaller)
    if takes.seconds is not None and film.seconds > takes.seconds:
        return Objection(f"The film runs {clock(film.seconds)}; {title} takes {clock(takes.seconds)}.",
                         "Cut it shorter and add it again.")
    if takes.pixels is not None and film.width * film.height > takes.pixels:
        return Objection(f"The film has {film.width} × {film.height} pixels, more than {title} takes.", smaller)
    return None


def _of_one(picture: Picture, which: str, rules: PictureRules, title: str) -> Objection | None:
    this = which[0].upper() + which[1:]
    if picture.media_type not in rules.media_types:
        return Objection(f"{this} is {picture.media_type}; {title} does not take that.",
                         f"Save it as {_kinds(rules)} and add it again.")
    if picture.size > rules.size:
        return Objection(f"{this} has {megabytes(picture.size)}; {title} takes {megabytes(rules.size)}.",
                         "Make it smaller and add it again.")
    return _of_words(picture, which, rules.alt, title)


def _of_words(picture: Picture, which: str, most: int, title: str) -> Objection | None:
    if (over := len(picture.alt) - most) > 0:
        return Objection(f"The description of {which} has {len(picture.alt)} characters; {title} takes {most}. "
                         f"That is {over} too many.", "Shorten the description.")
    return None


def megabytes(size: int) -> str:
    """In words: "1.2 MB" (of 1,000,000 bytes)."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


def clock(seconds: float) -> str:
    """How long a film runs, as players show it: "2:20"; a part of a second counts as one."""
    minutes, rest = divmod(math.ceil(seconds - 0.01), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def _kinds(rules: PictureRules) -> str:
    return " or ".join(kind.partition("/")[2].upper() for kind in rules.media_types)
