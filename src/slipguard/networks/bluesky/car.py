"""A repository in a CAR file, read as a stream: every block is held against its own name.

CAR v1: https://ipld.io/specs/transport/car/carv1/. Repository and tree: https://atproto.com/specs/repository.
atproto_core decodes the blocks. Its own reader of CAR files takes the whole file into memory, with every block
decoded; this one keeps the tree only.
The commit's signature is not checked: why that is enough stands in docs/decisions/0013-archives.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Careful
from slipguard.networks.archive.limits import CHUNK, RECORD

_CBOR, _RAW = b"\x01\x71\x12\x20", b"\x01\x55\x12\x20"  # CID v1, dag-cbor or raw, sha2-256 of 32 bytes
_CID = 36
_NODE = b"\xa2ae"  # a map of two that begins with "e": DAG-CBOR sorts keys, so a tree node looks like this
_NODES = 4_000_000  # a tree with more would belong to nobody


def _damaged() -> BadArchive:
    return BadArchive("This Bluesky repository (CAR) is damaged, or only half of it is here.", HALF)


class Blocks:
    """The file from front to back: `root` at once, then (CID, bytes) of each block, verified."""

    def __init__(self, stream: Careful) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0
        header = _decode(self._take(self._length() or 0))
        roots = header.get("roots") if isinstance(header, dict) else None
        if not isinstance(roots, list) or header.get("version") != 1 or len(roots) != 1 or not _is_cid(roots[0]):
            raise _damaged()
        self.root: bytes = roots[0]

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        while (length := self._length()) is not None:
            block = self._take(length)
            name, data = block[:_CID], block[_CID:]
            if not _is_cid(name) or sha256(data).digest() != name[4:]:
                raise _damaged()
            yield name, data

    def _fill(self, size: int) -> bool:
        while len(self._buffer) - self._at < size:
            fresh = self._stream.read(CHUNK)
            if not fresh:
                return False
            self._buffer, self._at = self._buffer[self._at :] + fresh, 0
        return True

    def _take(self, size: int) -> bytes:
        if not 0 < size <= RECORD or not self._fill(size):
            raise _damaged()
        start, self._at = self._at, self._at + size
        return self._buffer[start : self._at]

    def _length(self) -> int | None:
        """An unsigned varint (LEB128); None at the file's end."""
        value = 0
        for shift in range(0, 63, 7):
            if not self._fill(1):
                if shift:
                    raise _damaged()
                return None
            byte = self._buffer[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise _damaged()


@dataclass(slots=True)
class Tree:
    """What the first walk over the file found: the commit, and each node's children and entries of interest."""

    commit: dict[str, Any] = field(default_factory=dict)
    children: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    entries: dict[bytes, list[tuple[str, bytes]]] = field(default_factory=dict)

    @property
    def did(self) -> str:
        """Whose repository it is."""
        did = self.commit.get("did")
        if not isinstance(did, str) or not did.startswith("did:"):
            raise _damaged()
        return did

    def records(self) -> dict[bytes, list[str]]:
        """CID -> keys of every entry that can be reached from the commit. BadArchive where a node is missing."""
        found: dict[bytes, list[str]] = {}
        top = self.commit.get("data")
        waiting, met = [top] if _is_cid(top) else [], set()
        if not waiting:
            raise _damaged()
        while waiting:
            node = waiting.pop()
            if node in met:
                raise _damaged()  # a tree has no way back
            met.add(node)
            if node not in self.children:
                raise _damaged()
            waiting += self.children[node]
            for key, cid in self.entries.get(node, ()):
                found.setdefault(cid, []).append(key)
        return found


def tree(blocks: Blocks, collections: tuple[str, ...]) -> Tree:
    """One walk over all blocks. Of the entries only those of `collections` ("app.bsky.feed.post") are kept."""
    made = Tree()
    wanted = tuple(f"{one}/".encode() for one in collections)
    for name, data in blocks:
        if name == blocks.root:
            commit = _decode(data)
            made.commit = commit if isinstance(commit, dict) else {}
        elif data.startswith(_NODE):
            node = _decode(data)
            if isinstance(node, dict) and isinstance(node.get("e"), list):
                made.children[name], kept = _node(node, wanted)
                if kept:
                    made.entries[name] = kept
                if len(made.children) > _NODES:
                    raise _damaged()
    return made


def _node(node: dict[str, Any], wanted: tuple[bytes, ...]) -> tuple[tuple[bytes, ...], list[tuple[str, bytes]]]:
    below = [node.get("l")]
    kept: list[tuple[str, bytes]] = []
    key = b""
    for entry in node["e"]:
        try:
            key = key[: entry["p"]] + entry["k"]
            value, after = entry["v"], entry["t"]
        except (KeyError, TypeError):
            raise _damaged() from None
        if not _is_cid(value) or len(key) > 1024:
            raise _damaged()
        below.append(after)
        if key.startswith(wanted):
            kept.append((key.decode("ascii", "replace"), value))
    if not all(one is None or _is_cid(one) for one in below):
        raise _damaged()
    return tuple(one for one in below if one is not None), kept


def decode(data: bytes) -> Any:
    """A block's content; None where it is no DAG-CBOR."""
    from atproto_core.cbor import decode_dag  # nobody waits for it who reads no repository
    from atproto_core.exceptions import DAGCBORDecodingError

    try:
        return decode_dag(data)
    except DAGCBORDecodingError:
        return None


def _decode(data: bytes) -> Any:
    found = decode(data)
    if found is None:
        raise _damaged()
    return found


def _is_cid(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == _CID and value.startswith((_CBOR, _RAW))
