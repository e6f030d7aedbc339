"""Every failure that a person can be shown: a code, what happened, what to do next."""

from __future__ import annotations


class SlipguardError(Exception):
    """Base of all failures with words for people.

    `code` is stable and machine-readable, `what` says what happened, `next_step` what to do now.
    """

    code = "error"
    status = 400  # the HTTP status that the API answers with

    def __init__(self, what: str, next_step: str = "", **facts: object) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".strip()


class NotFound(SlipguardError):
    """The thing does not exist, or not for this person."""

    code = "not_found"
    status = 404


class NotAllowed(SlipguardError):
    """The person's role does not reach this far."""

    code = "not_allowed"
    status = 403


class BadInput(SlipguardError):
    """What was given cannot be understood; nothing was changed."""

    code = "bad_input"
    status = 422


class BadArchive(SlipguardError):
    """A file with posts is hostile, damaged, cut off or of no known form; nothing of it was learnt."""

    code = "bad_archive"
    status = 422


class WrongOwner(SlipguardError):
    """An archive says itself that it belongs to somebody else; nothing of it was learnt."""

    code = "wrong_owner"
    status = 409


class TooLarge(SlipguardError):
    """More was sent than this installation takes; it was not read to its end."""

    code = "too_large"
    status = 413


class Conflict(SlipguardError):
    """Somebody else, or an earlier moment, got there first."""

    code = "conflict"
    status = 409


class Asks(SlipguardError):
    """Nothing was done: a person has to answer first; the same call with the answer goes through.

    `facts["question"]` names it ("mourning", "clock", "pause"), `facts["choices"]` its answers.
    """

    code = "asks"
    status = 409


class Elsewhere(SlipguardError):
    """It belongs to a workspace of this person's, but not to the one that this browser session is in."""

    code = "elsewhere"
    status = 409


class ConfirmFirst(SlipguardError):
    """The browser's sign-in is too old for this act; nothing was changed."""

    code = "confirm_first"
    status = 403


class NotReady(SlipguardError):
    """A part that this needs is not running or not set up."""

    code = "not_ready"
    status = 503


# What a network's refusal means for a person who wants a post gone or out. The keys are
# networks.protocol.Reason; the table is explained in docs/reference/errors.md.
DELETE_REFUSED = {
    "token": "The sign-in is dead or was revoked. Delete it by hand now, then connect the account again.",
    "credit": "There is no credit left at the network, so it takes no delete. Delete it by hand now, then top up.",
    "permission": "This sign-in may not delete the post. Delete it by hand now; the account's owner must grant it.",
    "quota": "The network takes no more deletes for the moment. Delete it by hand now, or wait for the next try.",
    "unsupported": "This server has no delete for other programs. Delete it by hand in its own page or app.",
    "network": "The network does not answer. Slipguard keeps trying; delete it by hand if you can reach it.",
    "gave_up": "The network took the delete, but the post can still be read. Delete it by hand and look again.",
}
PUBLISH_REFUSED = {
    "token": "The sign-in is dead or was revoked. Connect the account again, then send the draft again.",
    "credit": "There is no credit left at the network. Top up, then send the draft again.",
    "permission": "This sign-in may not publish. The account's owner must grant it.",
    "quota": "The network takes no more posts for the moment. Send the draft again later.",
    "unsupported": "This server cannot publish for other programs.",
    "network": "The network does not answer. Nothing was published; send the draft again later.",
    "invalid": "The network does not take this text as it is. Change the draft.",
    "duplicate": "The network says that it has this text already. Look at the account first.",
    "wrong_account": "The sign-in belongs to another account, so nothing was sent. Connect the right account.",
    "unknown": "Nobody knows whether it went out. Look at the account before you post it again.",
}
