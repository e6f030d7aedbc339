"""What the two streams say, frame by frame. Pure.

Firehose: com.atproto.sync.subscribeRepos, DAG-CBOR with a CAR file of blocks per commit.
Jetstream: JSON frames, https://github.com/bluesky-social/jetstream.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from atproto_core.car import CAR
from atproto_core.cbor import decode_dag_multi
from atproto_core.cid import CID
from atproto_core.exceptions import AtProtocolError

from slipguard.networks.bluesky import convert
from slipguard.networks.protocol import Appeared, Vanished

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of a stream, as far as it concerns one account."""

    happened: tuple[Appeared | Vanished, ...] = ()
    seq: int | None = None  # the firehose's counter
    time_us: int | None = None  # the stream's own clock
    absent: tuple[str, ...] = ()  # refs that were written and whose content did not come along
    gap: bool = False  # events may be missing: look at the account itself
    error: str = ""  # the stream ends, and why


def firehose(data: bytes | str, did: str) -> Frame:
    """A binary frame: two DAG-CBOR items, header and body. What cannot be read is a gap."""
    try:
        header, body = cast(list[dict[str, Any]], decode_dag_multi(cast(bytes, data)))
        return _firehose(header, body, did)
    except (AtProtocolError, ValueError, KeyError, TypeError, AttributeError):
        return Frame(gap=True)


def _firehose(header: Mapping[str, Any], body: Mapping[str, Any], did: str) -> Frame:
    kind = header.get("t")
    if header.get("op") != 1:
        return Frame(error=str(body.get("error", "")) or "unnamed error")
    if kind == "#info":
        return Frame(gap=body.get("name") == "OutdatedCursor")
    seq, time_us = body.get("seq"), _micros(body.get("time"))
    mine = did in (body.get("repo"), body.get("did"))
    if kind == "#sync" and mine:  # the server says: never mind the steps, this is the state
        return Frame(seq=seq, time_us=time_us, gap=True)
    if kind != "#commit" or not mine:
        return Frame(seq=seq, time_us=time_us)
    wanted = [op for op in body["ops"] if op["path"].startswith(f"{convert.COLLECTION}/")]
    blocks = cast("Mapping[CID, Any]", CAR.from_bytes(body["blocks"]).blocks) if wanted else {}
    happened: list[Appeared | Vanished] = []
    absent = []
    for op in wanted:
        ref = convert.ref(did, op["path"].partition("/")[2])
        if op["action"] == "delete":
            happened.append(Vanished(ref))
        elif (record := blocks.get(CID.from_decoded_bytes(op["cid"]))) is None:
            absent.append(ref)
        elif post := convert.post(ref, record):
            happened.append(Appeared(post))
    return Frame(tuple(happened), seq, time_us, tuple(absent), gap=bool(body.get("tooBig")))


def jetstream(data: bytes | str, did: str) -> Frame:
    """A JSON frame. What cannot be read is a gap."""
    try:
        event = json.loads(data)
        commit, time_us = event.get("commit") or {}, event.get("time_us")
        if event.get("did") != did or commit.get("collection") != convert.COLLECTION:
            return Frame(time_us=time_us)
        ref = convert.ref(did, commit["rkey"])
        if commit["operation"] == "delete":
            return Frame((Vanished(ref),), time_us=time_us)
        post = convert.post(ref, commit.get("record") or {})
        return Frame((Appeared(post),) if post else (), time_us=time_us, absent=() if post else (ref,))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Frame(gap=True)


def _micros(said: object) -> int | None:
    at = convert.moment(said)
    return micros(at) if at else None


def micros(at: datetime) -> int:
    """Whole microseconds since 1970 of an aware time."""
    since = at - _EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds
