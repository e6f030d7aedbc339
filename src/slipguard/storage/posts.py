"""Posts as they were seen."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from slipguard.core.types import Assessment, Decision, Harm, Mode, Post
from slipguard.storage.models import Account, PostRow

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
NAMELESS = "file:"  # begins our own name for a post from a file that did not say the network's id
_MENTION = re.compile(r"@[\w.@-]+")


def text_key(text: str) -> str:
    """The same for the same words on another network: links and mentions differ there, words do not."""
    words = _MENTION.sub(" ", _LINK.sub(" ", unicodedata.normalize("NFKC", text)))
    plain = " ".join(re.findall(r"\w+", words.casefold())) or text.strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def fields_of(post: Post, live: bool) -> dict[str, Any]:
    """What a row keeps of a post."""
    text = clean(post.text)
    return {
        "url": clean(post.url)[:500],
        "text": text,
        "text_key": text_key(text),
        "app": clean(post.app or "")[:120],
        "facts": {
            "language": None if post.language is None else clean(post.language),
            "links": [clean(link) for link in post.links],
            "reply_to": None if post.reply_to is None else clean(post.reply_to),
            "media": post.media,
            **({"alts": [clean(alt) for alt in post.alts]} if post.alts else {}),
        },
        "posted_at": post.at,
        "live": live,
    }


def note(account: Account, post: Post, at: datetime, live: bool) -> tuple[PostRow, bool]:
    """Keep a post in one local write: (row, is it new). An edit replaces the text and is new again."""
    fields = fields_of(post, live)
    text = fields["text"]
    try:
        with transaction.atomic():
            return PostRow.objects.create(account=account, ref=post.ref, seen_at=at, **fields), True
    except IntegrityError:
        row = PostRow.objects.get(account=account, ref=post.ref)
    edited = row.text != text
    first_live = live and not row.live
    if edited or first_live:
        PostRow.objects.filter(pk=row.pk).update(**fields, **({"decision": ""} if edited else {}))
        row.refresh_from_db()
    return row, edited or first_live or (live and not row.decision)


def nameless(post: Post) -> str:
    """A ref for a post whose id nobody told: the same words at the same time are the same post."""
    told = f"{post.at.isoformat() if post.at else ''} {post.text}"
    return NAMELESS + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def settled(account: Account, post: Post) -> bool:
    """Was this very post judged already, with these words?"""
    seen = PostRow.objects.filter(account=account, ref=post.ref, live=True).exclude(decision="")
    return seen.filter(text=clean(post.text)).exists()


def clean(text: str) -> str:
    """What every database takes: no NUL, no lone surrogates (networks let both through)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def as_post(row: PostRow) -> Post:
    """A row as the core's noun."""
    return Post(
        text=row.text,
        ref=row.ref,
        url=row.url,
        at=row.posted_at,
        app=row.app or None,
        language=row.facts.get("language"),
        reply_to=row.facts.get("reply_to"),
        media=row.facts.get("media"),
        links=tuple(row.facts.get("links") or ()),
        alts=tuple(row.facts.get("alts") or ()),
        author=row.account.remote_id,
    )


def decided(row: PostRow, found: Assessment, harm: Harm, decision: Decision, mode: Mode, at: datetime) -> None:
    """Keep the verdict beside the post."""
    PostRow.objects.filter(pk=row.pk).update(
        p_value=found.p_value,
        p_person=found.p_person,
        p_client=found.p_client,
        alternative=found.alternative or "",
        harm=harm.grade,
        decision=str(decision.decision),
        reasons=list(decision.because)[:8],
        mode=str(mode),
        decided_at=at,
    )
    row.refresh_from_db()


def vanished(account: Account, ref: str, at: datetime) -> PostRow | None:
    """The network reported a delete: the row of the post, where one is known."""
    PostRow.objects.filter(account=account, ref=ref, gone_at=None).update(gone_at=at)
    return PostRow.objects.filter(account=account, ref=ref).first()

