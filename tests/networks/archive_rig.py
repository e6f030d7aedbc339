"""Archives made in memory, and read as the actions read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import IO

from evals.archives.making import FORMS
from slipguard.core.types import Post
from slipguard.networks import ARCHIVES
from slipguard.networks.archive import Form, Tally, open_box


def made(form: str, count: int = 40) -> bytes:
    """An archive of that form."""
    file = io.BytesIO()
    FORMS[form][2](file, count)
    return file.getvalue()


def read(given: bytes | Path | IO[bytes], name: str = "file") -> tuple[Form, list[Post], Tally]:
    """(its form, its posts, the tally)."""
    box = open_box(io.BytesIO(given) if isinstance(given, bytes) else given, name)
    form = next(form for form in ARCHIVES if form.recognises(box))
    tally = Tally()
    form.owner(box)
    return form, list(form.posts(box, tally)), tally


def zipped(members: dict[str, bytes | str], **how: int) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **{"compression": zipfile.ZIP_DEFLATED, **how}) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


ACCOUNT_JS = 'window.YTD.account.part0 = [{"account": {"username": "umparking", "accountId": "4242"}}]'


def x_zip(tweets: bytes | str, **more: bytes | str) -> bytes:
    """An X archive with these contents of tweets.js."""
    return zipped({"data/account.js": ACCOUNT_JS, "data/tweets.js": tweets, **more})
