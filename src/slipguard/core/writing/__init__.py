"""What a post needs before it is published: parts of a thread, what changed, the right moment, its pictures."""

from slipguard.core.writing.changes import Piece, changes
from slipguard.core.writing.moment import Moment, moment
from slipguard.core.writing.pictures import Objection, as_sent, fits, megabytes, objection
from slipguard.core.writing.thread import CUT, own_parts, parts

__all__ = ["CUT", "Moment", "Objection", "Piece", "as_sent", "changes", "fits", "megabytes", "moment", "objection",
           "own_parts", "parts"]
