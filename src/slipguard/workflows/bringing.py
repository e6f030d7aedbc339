"""Bringing a draft's pictures or its film to the network, before the gate is asked and the post that shows them.

Nobody sees them until then, so bringing a picture twice is harmless: after a crash it goes up once more, and what no
post shows is thrown away by the network. A film takes minutes, and the network takes more to look through it: what
the network calls it is on the disk before it is waited for, and a restart under the same key goes on waiting.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils import timezone

from slipguard.core.errors import BadInput
from slipguard.core.types import PictureRules
from slipguard.core.writing import objection
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Network, Reason, Rejected, Retryable, Uploaded
from slipguard.storage import imaging, pictures
from slipguard.storage.models import Draft, PictureRow

LOOKS = (0.2, 0.5, 1.0, 2.0, 3.0, *(5.0,) * 120)  # seconds between looks at a film: ten minutes
KEPT = timedelta(minutes=30)  # networks throw away after an hour (Bluesky) or a day what no post shows


def bring(network: Network, draft: Draft, part: int, key: str, brought: list[Uploaded]) -> None:
    """The first part's, in order; those in `brought` are there already. Pictures are made to fit the network."""
    facts = NETWORKS[draft.account.network].facts
    rules = facts.takes(draft.account.limits)
    for row in (pictures.of(draft) if part == 0 else [])[len(brought):]:
        if rules is None:
            raise Rejected(f"Slipguard cannot publish pictures on {facts.title}.", Reason.INVALID)
        try:
            if row.facts.film:
                brought.append(_film(network, row, key, rules, facts.title))
            else:
                content = pictures.path(row).read_bytes()
                brought.append(network.upload(*imaging.fitted(row.facts, content, rules)))
        except BadInput as refused:
            raise Rejected(str(refused), Reason.INVALID) from None
        except FileNotFoundError:
            what = "The film" if row.facts.film else "A picture"
            raise Rejected(f"{what} of this draft is not on the disk any more.", Reason.INVALID) from None


def _film(network: Network, row: PictureRow, key: str, rules: PictureRules, title: str) -> Uploaded:
    """Retryable while the network is still at work on it."""
    if against := objection([row.facts], rules, title):
        raise Rejected(str(against.what), Reason.INVALID)
    if handle := _there(row, key):
        try:
            return _ready(network, Uploaded(row.facts, handle), title)
        except Rejected:  # lost there meanwhile: it goes up once more
            _note(row, {})
    with pictures.path(row).open("rb") as file:
        up = network.upload_film(row.facts, file)
    _note(row, {"key": key, "handle": up.handle, "at": timezone.now().isoformat()})
    try:
        return _ready(network, up, title)
    except Rejected:
        _note(row, {})
        raise


def _ready(network: Network, up: Uploaded, title: str) -> Uploaded:
    for pause in LOOKS:
        if network.film_ready(up.handle):
            return up
        time.sleep(pause)
    raise Retryable(f"{title} is still at work on the film.", Reason.NETWORK)


def _there(row: PictureRow, key: str) -> str:
    """What the network calls it, where it was brought under this very key a moment ago."""
    told = row.brought
    fresh = told.get("key") == key and timezone.now() - datetime.fromisoformat(told["at"]) < KEPT
    return str(told["handle"]) if fresh else ""


def _note(row: PictureRow, told: dict[str, str]) -> None:
    row.brought = told
    row.save(update_fields=["brought"])
