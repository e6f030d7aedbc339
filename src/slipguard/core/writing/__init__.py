"""What a text needs before it is published: parts of a thread, what changed since, and the right moment."""

from slipguard.core.writing.changes import Piece, changes
from slipguard.core.writing.moment import Moment, moment
from slipguard.core.writing.thread import CUT, own_parts, parts

__all__ = ["CUT", "Moment", "Piece", "changes", "moment", "own_parts", "parts"]
