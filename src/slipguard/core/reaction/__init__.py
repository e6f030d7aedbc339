"""What people say after a slip: is it hostile, does it die down, is it over, what survives elsewhere. Pure."""

from slipguard.core.reaction.decay import Decay, decay
from slipguard.core.reaction.echo import echo
from slipguard.core.reaction.hostile import hostile
from slipguard.core.reaction.over import Usual, Verdict, is_over, usual
from slipguard.core.reaction.summary import Summary, summarise
from slipguard.core.reaction.tally import Bin, Heard, bins, peak_per_minute, within

__all__ = [
    "Bin",
    "Decay",
    "Heard",
    "Summary",
    "Usual",
    "Verdict",
    "bins",
    "decay",
    "echo",
    "hostile",
    "is_over",
    "peak_per_minute",
    "summarise",
    "usual",
    "within",
]
