"""A first draft of the apology from the incident's own facts. A person fills the brackets and decides.

It never repeats the offence, never blames anybody, and says nothing that the record does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from .facts import Facts


@dataclass(frozen=True, slots=True)
class Lines:
    """The parts of an apology in one language, in the order in which they are said.

    what: neutral words for the act, without and with a name for how bad it was; sorry; gone and not
    yet gone; ours: whose responsibility; named: to those concerned; repair, access, change; update: the
    first sentence of a follow-up.
    """

    sorry: str
    slip: str
    rude: str
    offensive: str
    gone: str
    not_gone: str
    ours: str
    named: str
    repair: str
    access: str
    change: str
    update: str


_LINES = {
    "en": Lines(
        "We are sorry.",
        "We posted something on this account that did not belong here.",
        "We posted something rude on this account.",
        "We posted something offensive on this account. It was wrong.",
        "We have deleted it.",
        "We are having it removed.",
        "This is our responsibility.",
        "We apologise to the people it was about.",
        "[What we do for those it hurt.]",
        "The person who posted it no longer has access to this account.",
        "[What we are changing so that it does not happen again.]",
        "An update on the post on this account for which we apologised: we are still sorry for it.",
    ),
    "de": Lines(
        "Es tut uns leid.",
        "Wir haben auf diesem Konto einen Beitrag veröffentlicht, der nicht hierher gehört.",
        "Wir haben auf diesem Konto einen unhöflichen Beitrag veröffentlicht.",
        "Wir haben auf diesem Konto einen verletzenden Beitrag veröffentlicht. Das war falsch.",
        "Wir haben ihn gelöscht.",
        "Wir lassen ihn entfernen.",
        "Die Verantwortung dafür tragen wir.",
        "Wir entschuldigen uns bei den Menschen, um die es ging.",
        "[Was wir für die Betroffenen tun.]",
        "Wer ihn veröffentlicht hat, hat keinen Zugang mehr zu diesem Konto.",
        "[Was wir künftig anders machen.]",
        "Zu dem Beitrag, den wir auf diesem Konto veröffentlicht haben: Er tut uns weiterhin leid.",
    ),
    "fr": Lines(
        "Nous vous présentons nos excuses.",
        "Nous avons publié sur ce compte un message qui n’y avait pas sa place.",
        "Nous avons publié sur ce compte un message grossier.",
        "Nous avons publié sur ce compte un message blessant. C’était une faute.",
        "Nous l’avons supprimé.",
        "Nous le faisons retirer.",
        "C’est notre responsabilité.",
        "Nous demandons pardon aux personnes visées.",
        "[Ce que nous faisons pour les personnes touchées.]",
        "La personne qui l’a publié n’a plus accès à ce compte.",
        "[Ce que nous changeons à l’avenir.]",
        "Au sujet du message que nous avons publié sur ce compte : nous vous renouvelons nos excuses.",
    ),
    "es": Lines(
        "Pedimos disculpas.",
        "Hemos publicado en esta cuenta un mensaje que no correspondía.",
        "Hemos publicado en esta cuenta un mensaje grosero.",
        "Hemos publicado en esta cuenta un mensaje ofensivo. No debimos hacerlo.",
        "Lo hemos borrado.",
        "Estamos haciendo que se retire.",
        "La responsabilidad es nuestra.",
        "Pedimos perdón a las personas a las que se refería.",
        "[Qué hacemos por las personas afectadas.]",
        "Quien lo publicó ya no tiene acceso a esta cuenta.",
        "[Qué vamos a cambiar en adelante.]",
        "Sobre el mensaje que hemos publicado en esta cuenta: reiteramos nuestras disculpas.",
    ),
    "it": Lines(
        "Ci scusiamo.",
        "Abbiamo pubblicato su questo account un messaggio che non doveva stare qui.",
        "Abbiamo pubblicato su questo account un messaggio volgare.",
        "Abbiamo pubblicato su questo account un messaggio offensivo. È stato sbagliato.",
        "Lo abbiamo cancellato.",
        "Lo stiamo facendo rimuovere.",
        "La responsabilità è nostra.",
        "Chiediamo scusa alle persone di cui parlava.",
        "[Che cosa facciamo per le persone colpite.]",
        "Chi lo ha pubblicato non ha più accesso a questo account.",
        "[Che cosa cambiamo d’ora in poi.]",
        "Sul messaggio che abbiamo pubblicato su questo account: rinnoviamo le nostre scuse.",
    ),
}
LANGUAGES = tuple(_LINES)


def outline(facts: Facts, language: str = "en", limit: int = 500, full: bool = True) -> list[str]:
    """The draft as one post, or as the parts of a thread when it is longer than `limit` characters.

    full=False gives the short note: the act, the delete, sorry. Brackets mark what only a person can
    fill in. An unknown language falls back to English. limit counts code points, at least 80.
    """
    say = _LINES.get(language[:2].lower(), _LINES["en"])
    act = (say.slip, say.rude, say.offensive, say.offensive)[min(max(facts.badness, 0), 3)]
    parts = [act, say.gone if facts.deleted else say.not_gone, say.sorry]
    if full:
        parts.append(say.ours)
        if facts.people_named:
            parts.append(say.named)
        if facts.badness >= 2:
            parts.append(say.repair)
    if facts.removed_access:
        parts.append(say.access)
    if full:
        parts.append(_signed(say.change, facts))
    return thread(parts, max(limit, 80))


def follow_up(facts: Facts, language: str = "en", limit: int = 500) -> list[str]:
    """What has been done since, as one post or a thread; without a name, also where somebody was taken off.

    Only what the record holds: the delete where it is confirmed, the access where it has ended.
    """
    say = _LINES.get(language[:2].lower(), _LINES["en"])
    parts = [say.update]
    if facts.deleted:
        parts.append(say.gone)
    if facts.removed_access:
        parts.append(say.access)
    return thread([*parts, _signed(say.change, facts)], max(limit, 80))


def _signed(sentence: str, facts: Facts) -> str:
    """With the name behind it, as one piece: no part of a thread is a signature alone."""
    return f"{sentence} — {facts.signer or '[Name, role]'}"


def thread(sentences: list[str], limit: int) -> list[str]:
    """Sentences put together into posts of at most `limit` code points, numbered when there are more.

    Sentences are never cut unless one alone is too long; the first post keeps the apology if it fits.
    """
    whole = " ".join(sentences)
    if len(whole) <= limit:
        return [whole]
    room = limit - len(" (9/9)")
    posts = [""]
    for sentence in sentences:
        for piece in _pieces(sentence, room):
            if posts[-1] and len(posts[-1]) + 1 + len(piece) > room:
                posts.append("")
            posts[-1] = f"{posts[-1]} {piece}".strip()
    return [f"{post} ({number}/{len(posts)})" for number, post in enumerate(posts, 1)]


def _pieces(sentence: str, room: int) -> list[str]:
    pieces = [""]
    for word in sentence.split():
        if pieces[-1] and len(pieces[-1]) + 1 + len(word) > room:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {word}".strip()[:room]
    return pieces
