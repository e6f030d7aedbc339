"""The command line: each verb in a process of its own, in words and in JSON, with and without a running server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from slipguard.networks.practice.cast import cast
from slipguard.networks.practice.world import World
from tests import films
from tests.eventually import eventually
from tests.networks.picturing import made
from tests.servers.ports import free_port

SLIP = cast().slips[0]


@dataclass
class Shell:
    """A terminal on one installation."""

    home: Path
    port: int

    def run(self, *words: str, code: int = 0) -> str:
        """Standard output of a command that ends with this exit code."""
        done = subprocess.run([sys.executable, "-m", "slipguard", *words], capture_output=True, text=True, timeout=180,
                              env=self.environment(), check=False)
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout if done.stdout.strip() else done.stderr

    def json(self, *words: str, code: int = 0) -> Any:
        """The same, parsed."""
        return json.loads(self.run(*words, "--json", code=code))

    def environment(self) -> dict[str, str]:
        """Where this installation is."""
        return {**os.environ, "SLIPGUARD_HOME": str(self.home), "SLIPGUARD_PORT": str(self.port)}

    def slip(self) -> str:
        """A phone posts on the rehearsal network; the post's address."""
        world = World(self.home / "practice.db")
        number = world.post(SLIP.on, SLIP.text).id
        world.close()
        return f"http://127.0.0.1:{self.port}/practice/@{SLIP.on}/{number}"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An installation with one learnt practice account."""
    made = Shell(tmp_path_factory.mktemp("cli"), free_port())
    world = World(made.home / "practice.db")
    client = cast().clients[0]
    world.enrol(client.handle, client.name)
    world.history(client.handle, [(line.text, 1.7e9 - line.hours_ago * 3600) for line in client.history])
    world.close()
    assert "Connected @umparking" in made.run("connect", "practice", "--field", "handle=umparking")
    assert made.json("learn", "umparking")["posts"] == 150
    return made


@pytest.fixture(scope="class")
def server(shell: Shell) -> Iterator[Shell]:
    """The same with `slipguard up` beside it."""
    up = subprocess.Popen([sys.executable, "-m", "slipguard", "up"], env=shell.environment(), stdout=subprocess.DEVNULL)
    try:
        eventually(lambda: answers(shell.port), "the server", 180)
        eventually(lambda: shell.json("accounts")[0]["heard_at"], "the watcher", 120)
        yield shell
    finally:
        up.send_signal(signal.SIGTERM)
        assert up.wait(120) == 0, "SIGTERM did not end the server cleanly"


def answers(port: int) -> bool:
    """Does something speak HTTP there?"""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/v1/openapi.json", timeout=30).status_code == 200
    except httpx.TransportError:
        return False


def by_hand(shell: Shell, *words: str) -> tuple[int, str]:
    """The whole command, though a server could have answered: exit code and output."""
    code = "import sys; from slipguard.cli import main; sys.argv[0] = 'slipguard'; main()"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=180,
                          env=shell.environment(), check=False)
    return done.returncode, done.stdout


def test_a_running_server_is_asked_and_answers_as_the_whole_command(server: Shell) -> None:
    """Words, JSON and exit code are the same to the letter, for what belongs and for slips; nothing heavy is loaded."""
    right = next(post.text for post in cast().right if post.on == "umparking")
    # quick leaves by the shortest way, past whatever Python would do at its end
    code = ("import os, sys; from slipguard.__main__ import main; leave = os._exit; "
            "heavy = {'django', 'typer', 'numpy'}; "
            "tell = lambda: os.write(2, str(sorted(heavy & sys.modules.keys())).encode()); "
            "os._exit = lambda code: (tell(), leave(code)); main()")
    for text in (right, SLIP.text, "Größe “quoted” 😀 lol i am so drunk"):
        for form in ((), ("--json",)):
            words = ("check", "umparking", text, *form)
            done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=180,
                                  env=server.environment(), check=False)
            assert (done.returncode, done.stdout) == by_hand(server, *words)
            assert done.stderr == "[]"
    assert "Connected: practice:umparking" in server.run("check", "nobody", right, code=2)


def test_without_a_server(shell: Shell) -> None:
    """Accounts, check, recall, report and doctor work in one process each."""
    assert shell.json("accounts")[0]["handle"] == "umparking"
    right = next(post.text for post in cast().right if post.on == "umparking")
    assert shell.json("check", "umparking", right)["decision"] == "publish"
    record = shell.json("recall", shell.slip())
    assert record["state"] == "confirmed gone"
    assert record["drill"] is True
    assert "confirmed gone" in shell.run("report", str(record["incident"]))
    assert shell.json("incidents")[0]["state"] == "confirmed gone"
    assert "No channel" in shell.run("doctor", code=1)


def test_recall_now(shell: Shell) -> None:
    """Break the glass says what it saw and leaves a record."""
    told = shell.json("recall", "--now", shell.slip())
    assert [copy["outcome"] for copy in told["copies"]] == ["confirmed gone"]
    assert "confirmed gone" in shell.run("report", str(told["incident"]))


class TestWithAServer:
    """One server beside them all."""

    def test_with_a_server(self, server: Shell) -> None:
        """With a server running, the same commands go through it; nothing launches a second engine."""
        record = server.json("recall", server.slip())
        assert record["state"] == "confirmed gone"
        right = next(post.text for post in cast().right if post.on == "umparking")
        draft = server.json("publish", "umparking", right)
        assert draft["state"] == "published"
        told = server.run("up", code=2)
        assert "already running" in told or "cannot be used" in told

    def test_publish_with_a_picture(self, server: Shell, tmp_path: Path) -> None:
        """Through the server: the picture goes out with its description; a wrong file publishes nothing."""
        file = tmp_path / "lot.png"
        file.write_bytes(made()[1])
        right = [post.text for post in cast().right if post.on == "umparking"][1]
        words = ("publish", "umparking", right, "--media", str(file))
        assert "no file" in server.run(*words[:-1], str(tmp_path / "none.png"), code=2)
        (tmp_path / "lot.webm").write_bytes(b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"\0" * 100)
        wrong = server.run(*words[:-1], str(tmp_path / "lot.webm"), code=2)
        assert "lot.webm: This is a film as WebM" in wrong and "Nothing was published" in wrong
        (tmp_path / "lot.mov").write_bytes(films.made()[:900])
        assert "damaged" in server.run(*words[:-1], str(tmp_path / "lot.mov"), code=2)
        assert server.json(*words, "--alt", "The new barrier of lot 2.")["state"] == "published"
        world = World(server.home / "practice.db")
        eventually(lambda: world.timeline(1)[0].alts == ("The new barrier of lot 2.",), "the post shows it", 60)
        (tmp_path / "lot.mov").write_bytes(films.made(kind="mov"))
        words = ("publish", "umparking", "", "--media", str(tmp_path / "lot.mov"), "--alt", "It goes up.")
        assert server.json(*words)["state"] == "published"
        eventually(lambda: world.timeline(1)[0].film, "the post shows the film", 60)
        world.close()

    def test_pause_and_resume(self, server: Shell) -> None:
        """Through the server: paused, nothing that is sent goes out; resumed, nothing goes by itself."""
        day = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m-%d}"
        made = server.json("pause", "A bad day", "--workspace", "first", "--until", f"{day}T09:00+01:00")
        assert made["on_their_way"] == [] and made["until"].startswith(f"{day}T08:00")
        assert "offset" in server.run("pause", "x", "--workspace", "first", "--until", "2031-03-14T09:00", code=2)
        assert "already" in server.run("pause", "Again", "--workspace", "first", code=2)
        held = server.json("publish", "umparking", "Lot 9 opens at eight tomorrow.", code=1)
        assert held["state"] == "halted" and "A bad day" in held["says"]
        assert "Nothing went out" in server.run("resume", "--workspace", "first")
        [shown] = server.json("overdue", "--days", "2")
        assert (shown["draft"], shown["stays"]) == (held["id"], "")
        [moved] = server.json("overdue", "--days", "2", "--move")
        assert moved["done"] and moved["state"] == "scheduled" and moved["due_at"][:16] == shown["at"][:10] + "T" + (
            shown["at"][11:16])
        assert server.json("overdue") == [] and "Nothing is overdue" in server.run("overdue", "--to-drafts")
        world = World(server.home / "practice.db")
        assert not [item for item in world.timeline(50) if "Lot 9" in item.text]
        world.close()


def test_drill_and_demo(shell: Shell, tmp_path: Path) -> None:
    """A drill runs its stopwatch to the end, and the demo plays the whole story in a home of its own."""
    drill = shell.json("drill", "--alone", "--wait", "60")
    assert drill["state"] == "confirmed gone"
    assert 0 < drill["noticed"] <= drill["gone"]
    before = sorted(path.name for path in shell.home.iterdir())
    demo = shell.json("demo")
    assert demo["state"] == "confirmed gone" and demo["apology"]["url"]
    assert sorted(path.name for path in shell.home.iterdir()) == before


def test_assess_a_file(shell: Shell, tmp_path: Path) -> None:
    """A content calendar is judged line by line; a broken line is named with its number."""
    history, candidates = tmp_path / "history.jsonl", tmp_path / "candidates.jsonl"
    history.write_text("".join(
        json.dumps({"account": who.handle, "kind": "personal" if who.personal else "client", "text": line.text}) + "\n"
        for who in cast().everybody for line in who.history))
    slips = [slip for slip in cast().slips if slip.on == "umparking"]
    candidates.write_text("".join(
        json.dumps({"id": f"s{n}", "account": slip.on, "text": slip.text}) + "\n" for n, slip in enumerate(slips)))
    rows = [json.loads(line) for line in shell.run("assess", str(history), str(candidates)).splitlines()]
    assert [row["id"] for row in rows] == [f"s{n}" for n in range(len(slips))]
    for row in rows:
        assert set(row) == {"id", "p_value", "verdict", "alternative", "harm", "reasons"}
        assert 0 <= row["p_value"] <= 1 and row["verdict"] in ("allow", "ask", "hold")
    assert sum(row["verdict"] != "allow" for row in rows) > len(rows) / 2
    candidates.write_text('{"id": 1, "account": "umparking", "text": "x"}\n{"id": 2\n')
    assert "line 2" in shell.run("assess", str(history), str(candidates), code=2)
    assert "cannot be read" in shell.run("assess", str(tmp_path / "none"), str(candidates), code=2)


def test_backtest(shell: Shell, tmp_path: Path) -> None:
    """The owner sees what would be caught and what it would cost, with their own posts if they bring them."""
    sam = tmp_path / "sam.txt"
    sam.write_text("\n".join(line.text for line in cast().people[0].history))
    table = shell.json("backtest", "--staff", str(sam))
    assert table["own"] > 0 and table["staff"] > 0
    for loose, strict in zip(table["lines"][1:], table["lines"], strict=False):
        assert loose["budget"] > strict["budget"]
        assert loose["staff"] >= strict["staff"] and loose["false"] >= strict["false"]
    assert "false alarms" in shell.run("backtest")
    assert "cannot be read" in shell.run("backtest", "--staff", str(tmp_path / "none"), code=2)


def test_promise(shell: Shell) -> None:
    """Whether the budget was kept, per account; before the first live post nothing is claimed."""
    (one,) = shell.json("promise", "umparking")
    assert one["handle"] == "umparking" and one["asks"]["kept"] and one["drift"] is None
    assert one["following"] == ""
    assert "@umparking on practice: " in shell.run("promise")
    assert "no connected account" in shell.run("promise", "nobody", code=2)


def test_history(shell: Shell) -> None:
    """Posts are searched by words and taken along as a file."""
    found = shell.json("history", "first", "--old", "--find", "bread")
    assert all("bread" in row["text"].lower() for row in found)
    assert "Nothing fits" in shell.run("history", "first", "--find", "no such words anywhere")
    assert shell.run("history", "first", "--export", "deeds", "--form", "csv").startswith("id,at,who")
    assert "not a day" in shell.run("history", "first", "--since", "soon", code=2)


def test_an_archive_in_the_terminal(shell: Shell, tmp_path: Path) -> None:
    """A table's posts become the account's history, with a summary; a broken file is refused in words."""
    table = tmp_path / "posts.csv"
    rows = [f"lot {n} is open from nine,{9000 + n},{'yes' if n % 4 == 3 else ''}" for n in range(40)]
    table.write_text("\n".join(["text,id,repost", *rows, ""]))
    told = shell.json("learn", "umparking", "--archive", str(table))
    assert (told["found"], told["new"], told["skipped"]) == (30, 30, {"reposts of other people's words": 10})
    said = shell.run("learn", "umparking", "--archive", str(table))
    assert "30 were known already" in said and "passed over" in said and "The voice now rests on" in said
    table.write_text("headline,when\nx,y\n")
    assert shell.json("learn", "umparking", "--archive", str(table), code=2)["error"] == "bad_archive"
    (tmp_path / "half.zip").write_bytes(b"PK\x03\x04half")
    assert "only half of it is here" in shell.run("learn", "umparking", "--archive", str(tmp_path / "half.zip"), code=2)


def test_ones_own_name_and_address(shell: Shell) -> None:
    """What is left out stays; nothing to change, and what is no address, say what to type."""
    assert shell.json("me", "change", "--name", "Olivia Byrne")["called"] == "Olivia Byrne"
    assert shell.run("me", "change", "--email", "olivia@example.com").splitlines() == [
        "In the records: Olivia Byrne", "Signs in with: olivia@example.com"]
    assert "not an e-mail address" in shell.run("me", "change", "--email", "nowhere", code=2)
    assert "slipguard me change --name" in shell.run("me", "change", code=2)


def test_own_voice_and_apology(shell: Shell, tmp_path: Path) -> None:
    """A person's own account is declared with consent, learnt from a file or public posts, and forgotten."""
    assert "consent" in shell.run("own", "add", "bluesky", "sam.example", code=2)
    number = shell.json("own", "add", "bluesky", "sam.example", "--consent")["id"]
    posts = tmp_path / "posts.txt"
    posts.write_text("\n".join(line.text for line in cast().people[0].history))
    assert shell.json("own", "learn", str(number), "--archive", str(posts))["posts"] == 150
    assert shell.json("own", "list")[0]["posts"] == 150
    said = shell.run("own", "learn", str(number), "--archive", str(posts))
    assert "each line is one post" in said and "Neither the file nor a post of it was kept" in said
    public = shell.json("own", "add", "practice", "umparking", "--consent")["id"]
    assert shell.json("own", "learn", str(public))["posts"] > 100
    for each in (number, public):
        shell.run("own", "forget", str(each))
    assert not {number, public} & {row["id"] for row in shell.json("own", "list")}
    words = tmp_path / "words.txt"
    words.write_text("We have deleted the previous post - it was sent in error. We send our deepest apologies.")
    assert shell.json("apology", "lint", str(words))["publishable"]
    words.write_text("Hello.\nWe're sorry if anyone was offended")
    said = shell.run("apology", "lint", str(words), code=1)
    assert "words.txt:2:" in said and "A1" in said
    assert "UTF-8" in shell.run("apology", "lint", str(tmp_path / "none"), code=2)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("check", "nobody", "text"), "Connected: practice:umparking"),
        (("learn", "bluesky:umparking"), "Connected: practice:umparking"),
        (("connect", "myspace"), "linkedin, mastodon, practice, threads, tiktok, x."),
        (("connect", "practice", "--field", "handle"), "--field identifier"),
        (("connect", "practice", "--workspace", "nowhere", "--field", "handle=x"), "Yours are: first"),
        (("recall", "https://social.example/@somebody/1"), "not connected here"),
        (("recall", "--now", "no url"), "Paste the post's own link"),
        (("mode", "umparking", "loud"), "trial, tell or automatic"),
        (("report", "4711"), "slipguard incidents"),
        (("publish", "umparking", "   "), "nothing was stored"),
        (("channel", "add", "x", "--address", "nonsense"), "ntfy://"),
    ],
)
def test_errors_name_the_next_step(words: tuple[str, ...], part: str, shell: Shell) -> None:
    """Each mistake ends with exit code 2 and says what to do next, never with a traceback."""
    assert part in shell.run(*words, code=2)
