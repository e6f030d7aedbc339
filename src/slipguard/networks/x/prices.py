"""What an act costs at X, in dollars: data with a date, so that one file is to be looked through when X changes it.

Source: https://docs.x.com/x-api/getting-started/pricing. Reads are paid for each post or profile that an answer
holds (an empty answer costs nothing), once a day (UTC) for the same one; writes for each request. A delete is
0.005 to 0.010 there ("manage" or "delete"): the higher number is said.
"""

from __future__ import annotations

from decimal import Decimal

from slipguard.networks.x import counting

AS_OF = "2026-11-22"
POST = Decimal("0.015")
POST_WITH_LINK = Decimal("0.200")
DELETE = Decimal("0.010")
READ_POST = Decimal("0.005")
READ_PROFILE = Decimal("0.010")


def of(verb: str, text: str = "") -> Decimal:
    """Dollars of one act: "publish" (of this text), "recall" (the delete and the looks after it), "learn" (a history
    of so many posts, as a number in `text`) or "mentions" (one that is read). KeyError: no such verb."""
    return {
        "publish": POST_WITH_LINK if counting.links(text) else POST,
        # who am I is not asked before a delete; the post is read once a day at most, however often one looks
        "recall": DELETE + READ_POST,
        "learn": READ_POST * (int(text) if text.isdigit() else 200) + READ_PROFILE,
        "mentions": READ_POST,
    }[verb]


def says(verb: str, text: str = "") -> str:
    """What the person reads before the money is spent."""
    dollars = f"${of(verb, text):.3f}".removesuffix("0")
    what = {
        "publish": "a post with a link" if counting.links(text) else "a post",
        "recall": "a recall",
        "learn": f"reading {text or 200} posts",
        # AGAIN in workflows/loudest.py is ten minutes: paid once a day for the same one
        "mentions": "each mention that is read" + (
            f", and each day (UTC) again for each of the {text} loudest, which are looked at until it is over"
            if text else ""),
    }[verb]
    return f"X charges {'' if verb == 'publish' else 'about '}{dollars} for {what} (its prices of {AS_OF})."
