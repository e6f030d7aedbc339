"""The practice desk: three clients and their freelancer on the rehearsal network, ready in seconds."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from slipguard.actions import access, accounts, learning, workspaces
from slipguard.actions.access import Actor
from slipguard.core.errors import Conflict, NotFound
from slipguard.core.types import Mode, Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import Cast, Member, cast
from slipguard.networks.practice.world import Item
from slipguard.settings import CONFIG
from slipguard.storage import incidents
from slipguard.storage.models import Account, Incident, Role, Workspace

NAME = "Practice desk"


def world() -> World:
    """The rehearsal network of this installation."""
    return World(CONFIG.home / "practice.db")


def set_up(actor: Actor) -> Workspace:
    """Make the desk, or bring it back: people, histories, voices. Safe to press twice."""
    actor = replace(actor, fresh=True, inside=None)  # nobody's accounts: no wall and no password is in the way
    for member in cast().everybody:
        _enrol(member)
    try:
        space = workspaces.by_slug(actor, "practice-desk")
    except NotFound:
        space = workspaces.create(actor, NAME)
    for person in cast().people:
        own = learning.declare(actor, "practice", person.handle, consent=True)
        if not hasattr(own, "voice"):
            learning.learn_personal(actor, own.pk, (Post(line.text) for line in person.history))
    for client in cast().clients:
        # somebody may have connected one of them elsewhere by hand: it stays there
        held = Account.objects.filter(network="practice", remote_id=client.handle, disconnected_at=None)
        if not held.exists():
            form = {"handle": client.handle, "name": client.name}
            account = accounts.connect(actor, space, "practice", form)
            learning.learn_account(actor, account.pk)
            accounts.set_mode(actor, account.pk, Mode.TELL)
    return space


def _enrol(member: Member) -> None:
    """A profile and its history on the rehearsal network; a history is written once."""
    play = world()
    play.enrol(member.handle, member.name, member.personal)
    if not play.timeline(1, member.handle):
        now = timezone.now()
        play.history(member.handle, [(line.text, line.at(now).timestamp()) for line in member.history])


def script() -> Cast:
    """The people of the desk and the slips to rehearse with."""
    return cast()


def phone(handle: str, text: str) -> Item:
    """Somebody's phone posts: past Slipguard, straight on the rehearsal network."""
    return world().post(handle, text)


def react(actor: Actor, incident: Incident) -> int:
    """The rehearsal audience answers a slip, as people do. Returns how many answers went out."""
    access.need(actor, incident.workspace, Role.AUTHOR)
    if incident.account.network != "practice":
        raise Conflict("Only a drill has an audience.", "Look at the mentions of the real network instead.")
    text = incidents.read(incident).text
    handle, number = incident.account.remote_id, incident.ref.rpartition("/")[2]
    play = world()
    for answer in cast().audience:
        play.enrol(answer.who, answer.name, personal=True)
        words = " ".join(text.split())[:200]
        play.post(answer.who, answer.to(handle, words, f"practice/@{handle}/{number}"), reply_to=incident.ref)
    return len(cast().audience)


def timeline(limit: int = 60, handle: str | None = None) -> list[Item]:
    """What everybody can read."""
    return world().timeline(limit, handle)


def picture(handle: str, number: int, place: int) -> tuple[str, bytes]:
    """(media type, bytes) of a picture that a public post shows; NotFound once the post is gone."""
    shown = world().pictures(number) if one(number).handle == handle else []
    if not 0 < place <= len(shown):
        raise NotFound("There is no such picture.", "Look at the practice timeline.")
    facts, content = shown[place - 1]
    return facts.media_type, content


def one(number: int) -> Item:
    """One public post; NotFound once it is gone."""
    item = world().visible(number, public=True)
    if item is None:
        raise NotFound("There is no such post.", "It may have been taken back.")
    return item


def delete_by_hand(handle: str, number: int) -> bool:
    """The owner deletes their post in the network's own app."""
    return bool(world().delete(handle, number))
