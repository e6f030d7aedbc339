"""Networks that no program here speaks to: a person deletes, guided, and the public page is read where it can be."""

from slipguard.networks.by_hand.adapter import ByHandAdapter
from slipguard.networks.by_hand.places import PLACES

ADAPTERS = {place.name: ByHandAdapter(place) for place in PLACES}

__all__ = ["ADAPTERS", "ByHandAdapter"]
