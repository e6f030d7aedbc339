"""Telling people. Knows addresses and words; knows nothing of accounts or storage."""

from slipguard.notify.send import Message, send, warm

__all__ = ["Message", "send", "warm"]
