"""Accounts: connect, learn, check, what Slipguard may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from slipguard.actions import access, accounts, doctor, doubts, drafts, learning, promises, proofs, readings, workspaces
from slipguard.actions.uploads import outliving
from slipguard.api.auth import actor, names
from slipguard.api.posts import DraftOut
from slipguard.api.problem import PROBLEMS
from slipguard.api.readings import ReadingOut
from slipguard.api.workspaces import CheckOut, DiagnosisOut
from slipguard.networks import NETWORKS

router = Router()


class AccountOut(Schema):
    """An account as the board shows it."""

    id: int
    workspace_id: int
    network: str
    remote_id: str
    handle: str
    name: str
    url: str
    mode: str
    ask_one_in: int
    hold_one_in: int
    undo_seconds: int
    heard_at: datetime | None
    watches_via: str
    trouble: str
    can_delete: bool | None
    can_delete_says: str
    can_delete_at: datetime | None
    checks: list[CheckOut]

    @staticmethod
    def resolve_checks(row) -> Any:  # type: ignore[no-untyped-def]
        return doctor.diagnosis(row).checks


class DoubtOut(Schema):
    """Why a person should look at what was learnt; "" where it fits what was known."""

    doubt: str


class DoubtIn(Schema):
    """own: they are the account's own words. Otherwise: do not learn these."""

    own: bool


class TestWords(Schema):
    """What a test delete publishes, shown before it does; send them back to agree."""

    text: str


class NewAccount(Schema):
    """`form` holds what the network's adapter asks for (docs/reference/networks.md)."""

    workspace: str
    network: str
    form: dict[str, str]


class ModeIn(Schema):
    """trial, tell or automatic."""

    mode: str


class PolicyIn(Schema):
    """One false alarm in so many of the account's own posts; undo window in seconds."""

    ask_one_in: int
    hold_one_in: int
    undo_seconds: int
    fine_words: str = ""


class LearntOut(Schema):
    """Posts read, new ones among them, posts in the voice. doubt: why to look at the new ones, "" for nothing."""

    read: int
    new: int
    posts: int
    doubt: str


class TextIn(Schema):
    """A text to check."""

    text: str
    language: str | None = None


class JudgedOut(Schema):
    """Small p = does not belong here."""

    decision: str
    p_value: float
    p_person: float | None
    p_client: float | None
    alternative: str | None
    too_little: bool
    harm: int
    harm_judged: bool
    harm_says: list[str]
    because: list[str]


class VerdictOut(JudgedOut):
    """Small p = does not belong here."""

    costs: str  # what publishing it would cost at the network, in words; empty where nothing


class NamedTextIn(Schema):
    """A text, and the account by number, handle or network:handle."""

    account: str
    text: str


class NamedVerdictOut(JudgedOut):
    """A verdict as `slipguard check --json` prints it."""

    account: str


class PolicyRowOut(Schema):
    """One row of an account's table; per_year is null where nobody can say, and `says` is it in words."""

    when: str
    draft: str
    post: str
    per_year: float | None
    says: str


@router.get("", response={200: list[AccountOut], **PROBLEMS})
def list_accounts(request: HttpRequest):  # type: ignore[no-untyped-def]
    """The connected accounts of your workspaces."""
    return Status(200, accounts.of_workspaces(actor(request)))


@router.post("", response={201: AccountOut, **PROBLEMS})
def connect(request: HttpRequest, body: NewAccount):  # type: ignore[no-untyped-def]
    """Link an account after asking the network whose token it is."""
    me = actor(request)
    space = workspaces.by_slug(me, body.workspace)
    return Status(201, accounts.connect(me, space, body.network, body.form))


@router.delete("/{number}", response={200: AccountOut, **PROBLEMS})
def disconnect(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Forget the sign-in; the record stays."""
    return Status(200, accounts.disconnect(actor(request), number))


@router.put("/{number}/mode", response={200: AccountOut, **PROBLEMS})
def set_mode(request: HttpRequest, number: int, body: ModeIn):  # type: ignore[no-untyped-def]
    """What Slipguard may do by itself."""
    return Status(200, accounts.set_mode(actor(request), number, body.mode))


@router.get("/{number}/policy", response={200: list[PolicyRowOut], **PROBLEMS})
def show_policy(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """What happens when, first match from the top, and how often a year at the account's own pace at most."""
    account = access.account(actor(request), number)
    return Status(200, list(promises.rules(account, promises.look(account))))


@router.put("/{number}/policy", response={200: AccountOut, **PROBLEMS})
def set_policy(request: HttpRequest, number: int, body: PolicyIn):  # type: ignore[no-untyped-def]
    """False-alarm budgets and the undo window."""
    return Status(200, accounts.set_policy(actor(request), number, **body.dict()))


@router.post("/{number}/examine", response={200: DiagnosisOut, **PROBLEMS})
def examine(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Could a delete succeed here now? Asks the network, deletes nothing."""
    return Status(200, doctor.account_ready(access.account(actor(request), number)))


@router.get("/{number}/test-delete", response={200: TestWords, **PROBLEMS})
def test_words(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """The words that a test delete would publish."""
    return Status(200, {"text": proofs.shown(actor(request), number)})


@router.post("/{number}/test-delete", response={202: DraftOut, **PROBLEMS})
def test_delete(request: HttpRequest, number: int, body: TestWords):  # type: ignore[no-untyped-def]
    """Publish these words, delete them, and look until nobody finds them. The account's checks say how it ended."""
    return Status(202, proofs.start(actor(request), number, body.text))


@router.post("/{number}/learn", response={200: LearntOut, **PROBLEMS})
def learn(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Read the history and learn the voice anew."""
    return Status(200, learning.learn_account(actor(request), number))


@router.get("/{number}/doubt", response={200: DoubtOut, **PROBLEMS})
def doubt(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Was something learnt that does not fit what was known before?"""
    return Status(200, {"doubt": doubts.look(actor(request), access.account(actor(request), number))})


@router.post("/{number}/doubt", response={200: DoubtOut, **PROBLEMS})
def answer_doubt(request: HttpRequest, number: int, body: DoubtIn):  # type: ignore[no-untyped-def]
    """They are the account's own words, or they are taken out and the voice is learnt without them."""
    if body.own:
        doubts.own_words(actor(request), number)
    else:
        doubts.take_out(actor(request), number)
    return Status(200, {"doubt": doubts.look(actor(request), access.account(actor(request), number))})


@router.post("/{number}/archive", response={202: ReadingOut, **PROBLEMS})
def learn_archive(request: HttpRequest, number: int, file: UploadedFile = File(...)):  # type: ignore[no-untyped-def]
    """Take the account's archive in as its history, all of it or nothing. Ask /readings/{id} how far it is."""
    given, name = outliving(file)
    return Status(202, readings.start_account(actor(request), number, given, name))


@router.post("/by-name/check", response={200: NamedVerdictOut, **PROBLEMS})
def check_named(request: HttpRequest, body: NamedTextIn):  # type: ignore[no-untyped-def]
    """Would this text belong on the account of this name? Nothing is stored; what `slipguard check` asks."""
    me = actor(request)
    account = accounts.find(me, body.account)
    checked = drafts.assess(me, account, body.text)
    return Status(200, {"account": account.handle, **checked.plain(names(request))})


@router.post("/{number}/check", response={200: VerdictOut, **PROBLEMS})
def check(request: HttpRequest, number: int, body: TextIn):  # type: ignore[no-untyped-def]
    """Would this text belong on this account? Nothing is stored."""
    me = actor(request)
    account = access.account(me, number)
    checked = drafts.assess(me, account, body.text, body.language)
    costs = NETWORKS[account.network].facts.cost("publish", body.text)
    return Status(200, {**checked.plain(names(request)), "costs": costs})
