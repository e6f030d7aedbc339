"""Which posts are parts of one thread that Slipguard published."""

from __future__ import annotations

from slipguard.storage.models import Account, Draft, PostRow


def mark(row: PostRow, draft: Draft) -> None:
    """This post is a part of that draft."""
    PostRow.objects.filter(pk=row.pk).update(facts={**row.facts, "thread": draft.pk})


def refs(account: Account | int, ref: str) -> list[str]:
    """The refs of the whole thread in order, the named post among them; [] for what is no thread of ours."""
    row = PostRow.objects.filter(account=account, ref=ref).first()
    number = row.facts.get("thread") if row else None
    draft = Draft.objects.filter(pk=number).first() if number else None
    found = [str(part["ref"]) for part in draft.sent] if draft else []
    return found if ref in found else []


def others_last_first(account: Account | int, ref: str) -> tuple[list[str], list[str]]:
    """(what follows the named post, what comes before it), each from the end: the order of taking back.

    The last part goes first, so that at no moment an answer hangs in the air.
    """
    whole = refs(account, ref)
    at = whole.index(ref) if whole else 0
    return whole[:at:-1], whole[:at][::-1]


def rows(account: Account | int, ref: str) -> list[PostRow]:
    """What is known of each other part."""
    others = [other for other in refs(account, ref) if other != ref]
    return list(PostRow.objects.select_related("account").filter(account=account, ref__in=others))
