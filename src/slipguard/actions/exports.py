"""A workspace's posts, incidents and deeds as files to keep or hand over. Other clients' names stay inside."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from slipguard.actions import access, acts, history, veil
from slipguard.actions.access import Actor
from slipguard.actions.history import Wanted
from slipguard.core.errors import BadInput
from slipguard.core.incident import as_json
from slipguard.storage import incidents as store
from slipguard.storage.models import Workspace

FORMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}  # and their media types
COLUMNS = {
    "posts": ("id", "network", "account", "url", "text", "app", "posted_at", "seen_at", "gone_at", "decision", "mode",
              "p_value", "alternative", "harm", "answer", "decided_at"),
    "incidents": ("id", "network", "account", "opened_at", "closed_at", "state", "drill", "text", "seconds_visible"),
    "deeds": ("id", "at", "who", "through", "did", "what"),
}


def export_file(actor: Actor, space: Workspace, what: str, form: str, want: Wanted = Wanted()) -> IO[bytes]:
    """The same as an open file, which the caller closes: large ones wait on the disk, not in memory."""
    whole = tempfile.SpooledTemporaryFile(max_size=4_000_000)  # noqa: SIM115  # the answer closes it when it is sent
    for piece in export(actor, space, what, form, want):
        whole.write(piece.encode("utf-8", "replace"))
    whole.seek(0)
    return whole


def export(actor: Actor, space: Workspace, what: str, form: str, want: Wanted = Wanted()) -> Iterator[str]:
    """The file, piece by piece. what: posts, incidents (JSON lines carry the whole record) or deeds."""
    access.need(actor, space, acts.EXPORT)
    access.sure(actor, "to take an export along")
    if what not in COLUMNS:
        raise BadInput(f"There is no export of “{what}”.", f"Choose one of: {', '.join(COLUMNS)}.")
    if form not in FORMS:
        raise BadInput(f"There is no form “{form}”.", f"Choose one of: {', '.join(FORMS)}.")
    access.log(actor, space, "exported", f"{what} as {form}")
    rows = {"posts": _posts, "incidents": _incidents, "deeds": _deeds}[what](actor, space, want, form)
    return _csv(COLUMNS[what], rows) if form == "csv" else _lines(rows)


def _posts(actor: Actor, space: Workspace, want: Wanted, form: str) -> Iterator[dict[str, Any]]:
    own = frozenset(store.own_names(space.pk))  # the file is handed over: no other name leaves the workspace
    before = None
    while rows := history.posts(actor, space, want, before, 500):
        for row in rows:
            yield {
                **{name: getattr(row, name) for name in COLUMNS["posts"] if hasattr(row, name)},
                "id": row.pk, "network": row.account.network, "account": row.account.handle,
                "alternative": veil.post(row, own).alternative,
            }
        before = rows[-1].pk


def _incidents(actor: Actor, space: Workspace, want: Wanted, form: str) -> Iterator[dict[str, Any]]:
    before = None
    while rows := history.incidents(actor, space, want, before, 100):
        for row in rows:
            told = veil.for_client(row)
            if form == "jsonl":
                yield as_json(told, store.intact(row), row.pk)
                continue
            yield {"id": row.pk, "network": row.account.network, "account": row.account.handle,
                   "opened_at": row.opened_at, "closed_at": row.closed_at, "state": row.state, "drill": row.drill,
                   "text": told.text, "seconds_visible": told.seconds_visible}
        before = rows[-1].pk


def _deeds(actor: Actor, space: Workspace, want: Wanted, form: str) -> Iterator[dict[str, Any]]:
    before = None
    while rows := history.deeds(actor, space, want, before, 500):
        for row in rows:
            yield {"id": row.pk, **{name: getattr(row, name) for name in COLUMNS["deeds"][1:]}}
        before = rows[-1].pk


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, default=_plain) + "\n"


def _csv(columns: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield _row(columns, dict(zip(columns, columns, strict=True)))
    for row in rows:
        yield _row(columns, row)


def _row(columns: tuple[str, ...], row: Mapping[str, Any]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_cell(row.get(name)) for name in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    """A stranger's post must not become a formula in somebody's spreadsheet (OWASP: CSV injection)."""
    text = "" if value is None else _plain(value) if not isinstance(value, str) else value
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and isinstance(value, str) else text


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
