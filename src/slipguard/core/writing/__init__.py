"""What a post needs before it is published: parts of a thread, what changed, the right moment, its pictures."""

from slipguard.core.writing.changes import Piece, changes
from slipguard.core.writing.kinds import film, film_kind, foreign, moving
from slipguard.core.writing.moment import Moment, moment
from slipguard.core.writing.pictures import Objection, as_sent, clock, fits, megabytes, objection, wordless
from slipguard.core.writing.thread import CUT, own_parts, parts

__all__ = ["CUT", "Moment", "Objection", "Piece", "as_sent", "changes", "clock", "film", "film_kind", "fits", "foreign",
           "megabytes", "moment", "moving", "objection", "own_parts", "parts", "wordless"]
