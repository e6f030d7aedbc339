"""How an account sounds, and whether a post belongs there."""

from slipguard.core.voice.desk import Desk
from slipguard.core.voice.voice import Voice, learn

__all__ = ["Desk", "Voice", "learn"]
