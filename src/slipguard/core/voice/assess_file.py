"""From history and candidate rows to answer rows: the pure half of `slipguard assess HISTORY CANDIDATES`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slipguard.core.types import NO_HARM, Assessment, Budget, Harm, Post
from slipguard.core.voice.desk import Desk
from slipguard.core.voice.voice import learn

Row = Mapping[str, Any]


def plain_verdict(found: Assessment, harm: Harm) -> str:
    """allow, ask or hold from the p-value alone, at the default budgets."""
    budget = Budget()
    return "hold" if found.p_value <= budget.hold else "ask" if found.p_value <= budget.ask else "allow"


def post_of(row: Row) -> Post:
    """A post from a row; unknown or malformed facts are left unknown."""
    return Post(
        text=str(row.get("text") or ""),
        at=_when(row.get("created_at")),
        app=_word(row.get("app")),
        language=_word(row.get("lang")),
        reply_to=_word(row.get("reply_to")),
        media=row["media"] if isinstance(row.get("media"), int) else None,
        links=tuple(x for x in row.get("links") or () if isinstance(x, str)),
    )


def assess_rows(
    history: Iterable[Row],
    candidates: Iterable[Row],
    harm: Callable[[Post], Harm] = lambda post: NO_HARM,
    verdict: Callable[[Assessment, Harm], str] = plain_verdict,
) -> Iterator[dict[str, Any]]:
    """history rows {account, kind: client|personal, text, ...} oldest first; candidates {id, account, text, ...}.

    Yields {id, p_value, verdict, alternative, harm, reasons} in the order of the candidates. An account without
    history is judged as a new one.
    """
    posts: dict[str, list[Post]] = {}
    people: set[str] = set()
    for row in history:
        account = str(row.get("account"))
        posts.setdefault(account, []).append(post_of(row))
        if row.get("kind") == "personal":
            people.add(account)
    asked = [dict(row) for row in candidates]
    for row in asked:
        posts.setdefault(str(row.get("account")), [])
    desk = Desk({name: learn(own, private=name in people) for name, own in posts.items()}, people)
    desk.sharpen()
    for row in asked:
        post = post_of(row)
        found, how_bad = desk.assess(str(row.get("account")), post), harm(post)
        yield {
            "id": row.get("id"),
            "p_value": found.p_value,
            "verdict": verdict(found, how_bad),
            "alternative": found.alternative,
            "harm": how_bad.grade,
            "reasons": [f.says for f in found.findings],
        }


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _when(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else None
