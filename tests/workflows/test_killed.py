"""kill -9 before and after every effect: after a restart everything ends right, and nothing happens twice."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.servers.sink import Sink

SLIP = ["note", "incident", "record.opened", "record.recall_started", "start.recall", "decided", "network.delete",
        "record.delete_sent", "network.fetch", "record.gone", "start.alarm", "tell", "record.told"]
WORDLESS = ["note", "decided", "start.alarm"]
RECALL = ["incident", "record.recall_started", "start.recall", "network.delete", "record.delete_sent",
          "network.fetch", "record.gone"]
COPY = ["record.copy_found", "start.join", "start.take-back"]
PUBLISH = ["start.publish", "network.whoami", "network.publish", "note"]
APOLOGY = ["record.apology_approved", "start.respond", "network.publish", "record.apology_sent"]
ANSWERS = ["network.mentions", "keep"]
LEAVE = ["record.person_taken_off", "network.sign_out"]
THREAD = ["part1", "part2", "part3", "gate"]
PICTURE = ["network.upload", "network.publish"]
FILM = ["network.upload_film", "network.film_ready", "network.publish"]
PLAN = ["later"]
PAUSE = ["announce"]
ACTS = {"thread": THREAD, "plan": PLAN, "pause": PAUSE, "slip": SLIP, "recall": RECALL, "copy": COPY,
        "wordless": WORDLESS, "publish": PUBLISH, "picture": PICTURE, "film": FILM,
        "apology": APOLOGY, "answers": ANSWERS, "leave": LEAVE}
ROOT = Path(__file__).parents[2]
AT_ONCE = 4  # a life waits four times as long as it works


@dataclass(frozen=True)
class End:
    """How it ended, and what was sent to the channel."""

    saw: dict[str, Any]
    messages: int


Ends = Callable[[str, str], End]


class Lives:
    """A process that forks lives, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir()
        self._errors = (home.parent / f"{home.name}.log").open("w+")
        self._process = subprocess.Popen([sys.executable, "-m", "tests.workflows.killed", str(home)], cwd=ROOT,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True)

    def live(self, source: Path | str, act: str, kill: str = "") -> dict[str, Any]:
        """One life; what it saw at its end, or {} where it was killed."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{source} {act} {kill}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        self._errors.seek(0)
        said = self._errors.read()[-3000:]
        assert line, f"the process that forks lives ended:\n{said}"
        end = json.loads(line)
        assert end["code"] == (137 if kill else 0), f"{act} {kill}: exit {end['code']}\n{said}"
        return dict(end["saw"])

    def end(self) -> None:
        """No more lives."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(120)
        self._errors.close()


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ends]:
    """What became of each (act, kill); lives are lived some at a time while the tests wait for theirs."""
    top = tmp_path_factory.mktemp("killed")
    free: queue.Queue[Lives] = queue.Queue()
    for number in range(AT_ONCE):
        free.put(Lives(top / f"lives-{number}"))
    start = dict.fromkeys(ACTS, top / "prepared")
    first = free.get()
    first.live("-", "prepare")
    shutil.copytree(first.home, top / "prepared")
    assert first.live(top / "prepared", "recall")["incidents"][0]["state"] == "confirmed gone"
    recalled = Path(shutil.copytree(first.home, top / "recalled"))
    start |= {"apology": recalled, "answers": recalled, "leave": recalled}
    free.put(first)

    def killed_then_finished(act: str, kill: str) -> End:
        lives, sink = free.get(), Sink()
        source = top / f"{act}-{kill}"
        try:
            shutil.copytree(start[act], source)
            (source / "sink").write_text(sink.address)
            lives.live(source, act, kill)
            return End(lives.live("-", "finish"), len(sink.messages))
        finally:
            sink.close()
            free.put(lives)
            shutil.rmtree(source)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {
            (act, kill): pool.submit(killed_then_finished, act, kill)
            for act, labels in ACTS.items()
            for kill in moments(labels)
        }
        yield lambda act, kill: waiting[act, kill].result()
        for life in waiting.values():
            life.cancel()
    while not free.empty():
        free.get().end()


def moments(labels: list[str]) -> list[str]:
    """Before and after each."""
    return [f"{label}:{when}" for label in labels for when in ("before", "after")]


@pytest.mark.parametrize("kill", moments(SLIP))
def test_a_live_slip(kill: str, ends: Ends) -> None:
    """Killed anywhere between a phone's post and the last message, the slip still ends proven gone, told once."""
    end = ends("slip", kill)
    assert [item["deleted"] for item in end.saw["items"]] == [True]
    (incident,) = end.saw["incidents"]
    assert incident["state"] == "confirmed gone"
    assert incident["kinds"].count("opened") == 1
    assert incident["kinds"].count("told") == 1
    # a message that was sent just before the record could say so is sent again: better twice than never
    assert end.messages == (2 if kill in ("tell:after", "record.told:before") else 1)


@pytest.mark.parametrize("kill", moments(WORDLESS))
def test_a_live_post_without_words(kill: str, ends: Ends) -> None:
    """Killed between a picture-only post and its alarm, its descriptions are judged, and people hear of it once."""
    end = ends("wordless", kill)
    assert end.saw["verdicts"] == ["alert"]
    (incident,) = end.saw["incidents"]
    assert incident["kinds"].count("opened") == incident["kinds"].count("told") == end.messages == 1


@pytest.mark.parametrize("kill", moments(RECALL))
def test_a_persons_recall(kill: str, ends: Ends) -> None:
    """Killed anywhere after the button was noted, the recall goes on by itself and ends proven gone."""
    end = ends("recall", kill)
    noted = kill not in ("incident:before", "incident:after", "record.recall_started:before")
    states = [incident["state"] for incident in end.saw["incidents"]]
    # before the press was noted nothing was promised: the post is up and the person presses again
    assert states == (["confirmed gone"] if noted else (["open"] if kill != "incident:before" else []))
    assert [item["deleted"] for item in end.saw["items"]] == [noted]
    for incident in end.saw["incidents"]:
        assert incident["kinds"].count("delete_sent") == int(noted)


@pytest.mark.parametrize("kill", moments(COPY))
def test_a_late_copy(kill: str, ends: Ends) -> None:
    """Killed anywhere between a relay's late copy and its delete, the copy is in the one incident, and goes once."""
    end = ends("copy", kill)
    assert [item["deleted"] for item in end.saw["items"]] == [True, True]
    (incident,) = end.saw["incidents"]
    assert incident["state"] == "confirmed gone"
    assert incident["kinds"].count("copy_found") == 1
    assert incident["kinds"].count("delete_sent") == 2
    assert incident["kinds"].count("gone") == 2


@pytest.mark.parametrize("kill", moments(PUBLISH))
def test_publishing(kill: str, ends: Ends) -> None:
    """Killed anywhere while publishing, there is one post and never two."""
    end = ends("publish", kill)
    assert end.saw["drafts"] == ["published"]
    assert len(end.saw["items"]) == 1


@pytest.mark.parametrize("kill", moments(APOLOGY))
def test_apologising(kill: str, ends: Ends) -> None:
    """Killed anywhere after the approval was noted, exactly one apology goes out; before that, none."""
    end = ends("apology", kill)
    noted = int(not kill.startswith("record.apology_approved"))
    apologies = [item for item in end.saw["items"] if item["app"] == "Slipguard"]
    (incident,) = end.saw["incidents"]
    assert len(apologies) == noted
    assert incident["kinds"].count("apology_sent") == noted


@pytest.mark.parametrize("kill", moments(ANSWERS))
def test_counting_answers(kill: str, ends: Ends) -> None:
    """Killed before or after they were read or written down, each answer is counted once after the restart."""
    end = ends("answers", kill)
    assert end.saw["mentions"] == 12


@pytest.mark.parametrize("kill", moments(LEAVE))
def test_taking_a_person_off(kill: str, ends: Ends) -> None:
    """All of it or nothing; once it is noted, the sign-in at the network ends although nobody presses again."""
    end = ends("leave", kill)
    (incident,) = end.saw["incidents"]
    noted = int(kill.startswith("network"))
    assert incident["kinds"].count("person_taken_off") == noted
    assert end.saw["members"] == 2 - noted
    assert end.saw["signed_in"] is not bool(noted)
    assert end.saw["revoked"] is bool(noted)


@pytest.mark.parametrize("kill", moments(THREAD))
def test_a_thread(kill: str, ends: Ends) -> None:
    """Killed before or after any part was written down, the chain goes on and each part is there once."""
    end = ends("thread", kill)
    assert end.saw["drafts"] == ["published"]
    assert len({item["text"] for item in end.saw["items"]}) == len(end.saw["items"]) == 3


@pytest.mark.parametrize("kill", moments(PICTURE))
def test_a_picture(kill: str, ends: Ends) -> None:
    """Killed before or after the picture went up, there is one post, and it shows the picture with its words."""
    end = ends("picture", kill)
    assert end.saw["drafts"] == ["published"]
    assert [item["alts"] for item in end.saw["items"]] == [["A car park."]]


@pytest.mark.parametrize("kill", moments(FILM))
def test_a_film(kill: str, ends: Ends) -> None:
    """Killed while the film goes up, is waited for, or at the post: one post, which shows it with its words."""
    end = ends("film", kill)
    assert end.saw["drafts"] == ["published"]
    assert [item["alts"] for item in end.saw["items"]] == [["A car park."]]


@pytest.mark.parametrize("kill", moments(PLAN))
def test_a_planned_post(kill: str, ends: Ends) -> None:
    """What came due while nothing ran does not go by itself after the start: it waits for a person."""
    end = ends("plan", kill)
    assert end.saw["drafts"] == ["halted"]
    assert end.saw["items"] == []


@pytest.mark.parametrize("kill", moments(PAUSE))
def test_a_pause(kill: str, ends: Ends) -> None:
    """A pause that was killed before it told anybody holds, and tells them after the start."""
    end = ends("pause", kill)
    assert end.saw["drafts"] == ["halted"]
    assert end.saw["items"] == []
    assert end.messages >= 1
