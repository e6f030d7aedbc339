"""Server-sent events: their format, what a look sends, and that an open one never holds up the end."""

from __future__ import annotations

import asyncio
import threading
import time

import httpx
import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from slipguard.actions import overview
from slipguard.core.errors import NotFound
from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Incident, Membership, Person, PostRow
from slipguard.web import board, drawn, incident, stream, wake
from slipguard.web.door import Actor
from slipguard.web.stream import INCIDENTS, packet
from tests.eventually import eventually
from tests.faces.web import rig


def test_every_line_of_a_piece_is_data() -> None:
    """A line break in somebody's post must not end the event."""
    assert packet("posts", "<p>a\n\nb</p>\r\n") == "event: posts\ndata: <p>a\ndata: \ndata: b</p>\n\n"
    assert packet("posts", "") == "event: posts\ndata:\n\n"
    assert packet("mark", "posts.1f") == "id: posts.1f\nevent: mark\ndata: .\n\n"


def test_a_look_sends_what_changed_and_nothing_else(account: Account) -> None:
    """The first look sends everything, so a reconnect misses nothing; then only what is new or moved."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    look = board.watching(actor, account.workspace, "secret-of-the-form")
    assert [event for event, _ in look()] == ["alarms", "accounts", "patch", "posts", "mark"]
    assert look() == []
    posts.note(account, Post("the north gate opens at seven", ref="practice/1"), timezone.now(), live=True)
    [(event, html), _] = look()
    assert event == "patch" and "afterbegin:#posts" in html and "north gate" in html
    assert "secret-of-the-form" in html
    PostRow.objects.update(answer="fine")
    [(event, html), _] = look()
    assert event == "patch" and 'hx-swap-oob="true"' in html and "afterbegin" not in html
    Account.objects.update(heard_at=timezone.now())
    [(event, html), _] = look()
    assert event == "patch" and f'id="heard-{account.pk}"' in html


def many(account: Account, count: int) -> None:
    """So many live posts, as a busy board has them."""
    PostRow.objects.bulk_create([
        PostRow(account=account, ref=f"practice/old{n}", text=f"Lot {n} closes at six.", live=True, decision="leave",
                seen_at=timezone.now()) for n in range(count)])


def test_what_the_page_shows_already_is_not_sent_again(account: Account) -> None:
    """The page names the marks of what it drew: its stream begins with what moved since, after a reconnect too."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    many(account, 50)
    shows = drawn.of_board(actor, account.workspace)
    told = board.watching(actor, account.workspace, "x", shows)()
    assert [event for event, _ in told] == ["patch", "mark"]  # the clocks
    posts.note(account, Post("the north gate opens at seven", ref="practice/1"), timezone.now(), live=True)
    [_, (event, html), (_, mark)] = board.watching(actor, account.workspace, "x", shows)()
    assert event == "posts" and "north gate" in html and mark == drawn.of_board(actor, account.workspace)
    junk = board.watching(actor, account.workspace, "x", "posts.x-.-alarms")()
    assert [event for event, _ in junk] == ["alarms", "accounts", "patch", "posts", "mark"]


def test_what_moves_between_two_reads_of_an_incidents_page_is_on_it_or_sent(
    account: Account, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is closed while its page is made: the page says so, or its stream does at once."""
    client.force_login(Person.objects.get(email="olivia@example.org"))
    opened = incidents.open_once(account, "practice/@umparking/9", timezone.now(), {"text": "words"})
    incidents.append(opened, "answered", "answered", timezone.now(), {"by": "Mia", "answer": "fine"})
    real = drawn.of_incident

    def closed_just_before(actor: Actor, number: int) -> str:
        incidents.append(opened, "closed", "closed", timezone.now(), {"by": "Mia"})
        return real(actor, number)

    monkeypatch.setattr(drawn, "of_incident", closed_just_before)
    page = client.get(f"/incidents/{opened.pk}")
    drawn_page = page.content.decode()
    seen = drawn_page.partition("/stream?seen=")[2].partition('"')[0]
    assert page.status_code == 200 and seen
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    sent = incident.watching(actor, opened.pk, "x", seen)()
    assert "<strong>Closed</strong>" in drawn_page + "".join(html for _, html in sent)


def test_a_new_post_on_a_board_of_500_sends_one_row(account: Account) -> None:
    """Not the whole board: one row in, and the one that is too old to be looked after out."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    many(account, 500)
    look = board.watching(actor, account.workspace, "x")
    whole = dict(look())["posts"]
    assert whole.count("<li class=") == overview.POSTS_SHOWN
    for number in range(3):
        posts.note(account, Post(f"the north gate opens at {number}", ref=f"practice/{number}"), timezone.now(),
                   live=True)
        pieces = look()
        assert [event for event, _ in pieces] == ["patch", "patch", "mark"]
        html = "".join(html for _, html in pieces[:-1])
        assert html.count("<li class=") == 1 and f"opens at {number}" in html
        assert html.count('hx-swap-oob="delete"') == 1
        assert len(html) < 2_500 < len(whole) / 10


def test_a_stream_is_woken_by_what_this_process_writes(account: Account) -> None:
    """A new post is on its way at once, and not at the next beat."""
    async def wait() -> None:
        with wake.listening() as news:
            news.forget()
            note = threading.Thread(target=lambda: posts.note(account, Post("words", ref="practice/1"), timezone.now(),
                                                              live=True))
            note.start()
            await asyncio.wait_for(news.within(600), 120)
            note.join()

    asyncio.run(wait())


def test_a_page_that_shows_no_posts_lets_the_board_go_first(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post is urgent where posts stand; ten other open pages do not look at the same moment."""
    monkeypatch.setattr(wake, "REST", 600)

    async def wait() -> None:
        with wake.listening() as board, wake.listening(INCIDENTS) as bar:
            await asyncio.to_thread(eventually, wake.hears, "the database is listened to")
            board.forget()
            bar.forget()
            looks = {name: asyncio.create_task(news.within(600)) for name, news in (("board", board), ("bar", bar))}
            await asyncio.to_thread(posts.note, account, Post("words", ref="practice/1"), timezone.now(), live=True)
            await asyncio.wait_for(looks["board"], 20)
            assert not looks["bar"].done()
            await asyncio.to_thread(incidents.open_once, account, "practice/1", timezone.now(), {"text": "words"})
            await asyncio.wait_for(looks["bar"], 20)

    asyncio.run(wait())


def test_a_post_rings_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process wrote and told is not told again by the database's own news: pages would look twice."""
    rung: list[object] = []
    ring = wake.ring
    monkeypatch.setattr(wake, "ring", lambda *kinds: (rung.extend(kinds), ring(*kinds)))

    async def wait() -> None:
        with wake.listening():
            await asyncio.to_thread(eventually, wake.hears, "the database is listened to")
            await asyncio.to_thread(posts.note, account, Post("words", ref="practice/1"), timezone.now(), live=True)
            await asyncio.to_thread(eventually, lambda: frozenset() in rung, "the news from the database")
            assert rung.count(frozenset({PostRow})) == 1

    asyncio.run(wait())


def test_a_stream_is_woken_by_what_sends_no_signal(account: Account) -> None:
    """A change by a query, or by another process: heard from the database itself."""
    async def wait() -> None:
        with wake.listening() as news:
            await asyncio.to_thread(eventually, wake.hears, "the database is listened to")
            news.forget()
            await asyncio.to_thread(Account.objects.update, trouble="the line is dead")
            await asyncio.wait_for(news.within(600), 120)

    asyncio.run(wait())


def test_a_post_that_comes_while_the_board_is_drawn_stands_there_once(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the marks and the rows of one look: it comes with the next look, and not with both."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    look, read = board.watching(actor, account.workspace, "x"), overview.posts

    def slow(*given: object) -> object:
        posts.note(account, Post("the north gate opens at seven", ref="practice/1"), timezone.now(), live=True)
        return read(*given)

    monkeypatch.setattr(overview, "posts", slow)
    assert "north gate" not in dict(look())["posts"]
    monkeypatch.setattr(overview, "posts", read)
    [(_, html), _] = look()
    assert "afterbegin:#posts" in html and html.count("north gate") == 1


def test_an_alarm_that_came_and_went_while_the_line_was_dead_is_taken_off_the_board(account: Account) -> None:
    """The board is as it was when the page was made, the page is not: the browser says what it shows."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    made = drawn.of_board(actor, account.workspace)
    found = incidents.open_once(account, "practice/1", timezone.now(), {
        "ref": "practice/1", "network": "practice", "handle": account.handle, "text": "who took my stapler",
        "decision": "alert", "seen_at": timezone.now().isoformat(), "reasons": [], "alternative": ""})
    shows = dict(board.watching(actor, account.workspace, "x", made)())["mark"]
    Incident.objects.filter(pk=found.pk).update(closed_at=timezone.now())
    again = RequestFactory().get("/", {"seen": made}, headers={"Last-Event-ID": shows})
    told = dict(board.watching(actor, account.workspace, "x", stream.shows(again))())
    assert "Nothing needs you" in told["alarms"] and "accounts" not in told and told["mark"] == made


def test_a_look_ends_with_the_membership(account: Account) -> None:
    """Whoever loses the workspace loses its stream at the next look."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    look = board.watching(actor, account.workspace, "x")
    look()
    Membership.objects.all().delete()
    with pytest.raises(NotFound):
        look()


@pytest.mark.chromium  # not for its browser: because it starts a server, as the others there do
def test_an_open_stream_does_not_hold_up_the_end() -> None:
    """Ctrl+C ends the server within seconds although somebody's board is open."""
    with rig.served() as running:
        visitor = httpx.Client(base_url=running.url, follow_redirects=True)
        form = {"email": rig.EMAIL, "password": rig.PASSWORD}
        form["csrfmiddlewaretoken"] = visitor.get("/welcome").text.partition('csrfmiddlewaretoken" value="')[2][:64]
        visitor.post("/welcome", data=form)
        heard: list[str] = []

        def listen() -> None:
            with visitor.stream("GET", "/w/first/stream", timeout=300) as answer:
                heard.extend(answer.iter_lines())

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        eventually(lambda: any(line == "event: alarms" for line in heard), "the first event")
        asked = time.monotonic()
        running.process.terminate()
        running.process.wait(120)
        assert time.monotonic() - asked < 30  # three on a quiet machine; the stream itself would go on
        listener.join(120)
        assert not listener.is_alive()


def test_a_reason_does_not_say_the_headline_again() -> None:
    """“Sounds like @x” stands above; of “@x writes like this. Its words: …” only the words are news."""
    from slipguard.web.templatetags.say import beside

    told = ["@x writes like this. Its words: “goose”.", "@x writes like this.", "Reads like a person."]
    assert beside(told, "@x") == ["Its words: “goose”.", "Reads like a person."]
    assert beside(told, "") == told
