"""What the composer shows while somebody types: for each chosen account its verdict, room, parts and look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from slipguard.actions import access, accounts, drafts, veil
from slipguard.actions import pictures as rules
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import BadInput, NotFound
from slipguard.core.naming import Told
from slipguard.core.types import Finding, Severity
from slipguard.core.verdict import Checked
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Length
from slipguard.storage.models import Account, Draft, Workspace
from slipguard.web import pictures

# the languages that are offered by name; others can be set through the API
LANGUAGES = (("", "Not said"), ("en", "English"), ("de", "German"), ("es", "Spanish"), ("fr", "French"),
             ("it", "Italian"), ("nl", "Dutch"), ("pl", "Polish"), ("pt", "Portuguese"), ("cy", "Welsh"))
GONE = (Draft.State.SENDING, Draft.State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of a text, marked where a finding points at it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One post of what would go out."""

    bits: list[Bit]
    room: Length


@dataclass(frozen=True, slots=True)
class Look:
    """One chosen account's side of the composer."""

    account: Account
    parts: list[Part]
    checked: Checked
    told: Told
    better: Account | None
    costs: str  # what publishing it costs at the network; "" where nothing
    shows: list[pictures.Seen]  # with its first post
    against: str  # why the network would not take the pictures; "" where it does
    smaller: bool  # is one of them made smaller for this network?

    @property
    def too_long(self) -> bool:
        """Does one of its posts not fit?"""
        return not all(part.room.fits for part in self.parts)

    @property
    def film(self) -> bool:
        """Is it a film that it shows?"""
        return any(one.film for one in self.shows)

    @property
    def wordless(self) -> bool:
        """Pictures alone?"""
        return not any(part.room.used for part in self.parts)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the verdict of all chosen accounts comes to."""

    kind: str  # ok, odd or bad
    says: str  # "" where nothing was judged


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the composer's form."""

    text: str = ""
    chosen: tuple[str, ...] = ()
    others: dict[str, str] | None = None  # account -> other words there
    flow: bool = False
    language: str = ""
    when: str = ""
    shown: tuple[Shown, ...] = ()

    @property
    def says_anything(self) -> bool:
        """Is there a word or a picture?"""
        return bool(self.text.strip() or self.shown)

    def words(self, account: Account) -> str:
        """What would go out on this account."""
        return (self.others or {}).get(str(account.pk)) or self.text


def typed(request: HttpRequest) -> Typed:
    """Read the form; nothing is judged here."""
    post = request.POST
    others = {key.removeprefix("text-"): value for key, value in post.items()
              if key.startswith("text-") and value.strip()}
    return Typed(post.get("text", ""), tuple(post.getlist("account")), others, "flow" in post,
                 post.get("language", ""), post.get("when", ""), pictures.typed(request))


def chosen(actor: Actor, space: Workspace, numbers: Iterable[str]) -> list[Account]:
    """The accounts that the person chose, in this workspace and no other."""
    found = [one(actor, space, number) for number in numbers]
    if not found:
        raise BadInput("No account is chosen.", "Choose the account that this is for.")
    return found


def one(actor: Actor, space: Workspace, number: str) -> Account:
    """One account that a person chose; NotFound beyond this workspace."""
    if not number.isdigit():
        raise BadInput("No account is chosen.", "Choose the account that this is for.")
    account = access.account(actor, int(number))
    if account.workspace_id != space.pk or account.disconnected_at is not None:
        raise NotFound("There is no such account.", "Choose one of this workspace.")
    return account


def looks(actor: Actor, space: Workspace, form: Typed) -> list[Look]:
    """Verdict and preview for each chosen account that would get any words."""
    names = veil.known_names(actor)
    return [look(actor, space, account, form, names) for account in chosen(actor, space, form.chosen)
            if form.words(account).strip() or form.shown]


def brief(seen: list[Look]) -> Brief:
    """The verdict in one line, for the phone: there it stands by the thumb, whatever has been scrolled away."""
    odd = [one for one in seen if one.checked.decision.decision != "publish"]
    if odd:
        first, more = odd[0], f", and {len(odd) - 1} more" if len(odd) > 1 else ""
        name, other = f"@{first.account.handle}", first.told.alternative
        says = ("Is this meant for today?" if first.checked.asked_about else
                f"Reads like {other}, not {name}{more}." if other else f"Does not sound like {name}{more}.")
        return Brief("bad" if any(one.checked.decision.decision == "hold" for one in odd) else "odd", says)
    for one in seen:
        if one.too_long or one.against:
            what = "Too long for" if one.too_long else f"The {'film does' if one.film else 'pictures do'} not go on"
            return Brief("odd", f"{what} @{one.account.handle}.")
    sure = [f"@{one.account.handle}" for one in seen if not one.wordless and not one.checked.found.too_little]
    return Brief("ok", f"Sounds like {' and '.join(sure)}." if sure else "Too little to go by." if seen else "")


def look(actor: Actor, space: Workspace, account: Account, form: Typed, names: frozenset[str], *,
         shows: list[pictures.Seen] | None = None, reply_to: str = "") -> Look:
    """One account's side. `shows`: pictures that are not the form's but a draft's own."""
    words = drafts.words(form.words(account))
    shows = pictures.seen(actor, space, form.shown) if shows is None else shows
    shown = [one.facts for one in shows]
    checked = drafts.assess(actor, account, words, form.language or None, form.flow, reply_to or None, shown=shown)
    told = checked.told(names)
    quiet = checked.decision.decision == "publish"
    findings = [] if quiet else [*checked.found.findings, *checked.harm.findings]
    texts = drafts.texts_of(account, words, form.flow) or (words,)
    parts = [Part(marked(text, findings if nth == checked.part else ()), drafts.length(account, text))
             for nth, text in enumerate(texts)]
    return Look(account, parts, checked, told, better(actor, space, account, checked.found.alternative),
                NETWORKS[account.network].facts.cost("publish", words), shows, drafts.against(account, words, shown),
                any(rules.shrinks(account, one) for one in shown))


def of_draft(actor: Actor, found: Draft, text: str, flow: bool, shows: list[pictures.Seen]) -> Look | None:
    """A draft's side with these words, as its own page shows it; None once it has gone out, in part or whole."""
    if found.sent or found.state in GONE or not (text.strip() or shows):
        return None
    form = Typed(text, flow=flow, language=found.language)
    return look(actor, found.account.workspace, found.account, form, veil.known_names(actor), shows=shows,
                reply_to=found.reply_to)


def better(actor: Actor, space: Workspace, account: Account, alternative: str | None) -> Account | None:
    """The account of this workspace that the text sounds like; on the same network where there is one."""
    fits = [other for other in accounts.of_workspace(actor, space)
            if alternative == f"@{other.speaks_as}" and other.pk != account.pk]
    return next((other for other in fits if other.network == account.network), fits[0] if fits else None)


def marked(text: str, findings: Iterable[Finding]) -> list[Bit]:
    """The text cut where findings point."""
    hit = [False] * len(text)
    for finding in findings:
        if finding.span is None or finding.severity < Severity.WARN:
            continue
        for at in range(finding.span.start, min(finding.span.end, len(text))):
            hit[at] = True
    bits: list[Bit] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or hit[at] != hit[begin]:
            bits.append(Bit(text[begin:at], hit[begin]))
            begin = at
    return bits
