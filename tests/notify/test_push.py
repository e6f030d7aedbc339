"""Web push against a push service that decrypts and checks signatures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slipguard.notify import Message
from slipguard.notify.push import GONE, Signer, new_key, push, understands
from tests.servers.push import Push, push_service, signed

ALARM = Message("Does this belong on @umparking?", "“OMG” " + "x" * 5000, urgent=True)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """An installation with a key of its own."""
    path = tmp_path_factory.mktemp("keys") / "push.pem"
    path.write_text(new_key())
    return Signer(str(path), "mailto:postmaster@desk.example")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Push]:
    """A push service whose certificate is trusted for this test."""
    with push_service() as running:
        monkeypatch.setenv("SSL_CERT_FILE", running.certificate)
        yield running


def test_a_browser_reads_what_was_sent_and_a_dozing_phone_is_woken(service: Push, signer: Signer) -> None:
    """The payload decrypts with the browser's keys, is short enough, and says that it is urgent."""
    assert push(service.subscription, ALARM, "https://desk.example/alarm/x", signer) == ""
    (heard,) = service.heard
    assert heard["title"] == ALARM.subject and heard["url"] == "https://desk.example/alarm/x" and heard["urgent"]
    assert len(heard["body"]) <= 600
    assert service.headers[0]["urgency"] == "high" and int(service.headers[0]["content-length"]) <= 4096


def test_the_signature_names_this_service_and_this_installation(service: Push, signer: Signer) -> None:
    """A token for one push service is of no use at another; the key is the one that browsers were given."""
    push(service.subscription, Message("Gone", "Confirmed gone."), "https://desk.example/incidents/1", signer)
    authorization = service.headers[0]["authorization"]
    claims = signed(authorization, service.url)
    assert claims["sub"] == signer.contact and f"k={signer.public_key}" in authorization
    assert service.headers[0]["urgency"] == "normal"


@pytest.mark.parametrize(("answer", "says"), [(410, GONE), (404, GONE), (429, "answered 429"), (500, "answered 500")])
def test_what_the_service_answers_is_said_in_words(
    service: Push, signer: Signer, answer: int, says: str
) -> None:
    """A browser that is gone is told apart from a service that has trouble."""
    service.answer = answer
    assert says in push(service.subscription, ALARM, "https://desk.example/", signer)


def test_a_service_that_is_down_or_untrusted_is_a_sentence_without_the_address(service: Push, signer: Signer) -> None:
    """Neither a refused connection nor a false certificate becomes an exception, and no endpoint is leaked."""
    down = {**service.subscription, "endpoint": "https://127.0.0.1:9/secret-endpoint"}
    says = push(down, ALARM, "https://desk.example/", signer)
    assert "cannot be reached" in says and "secret-endpoint" not in says


@pytest.mark.parametrize("given", [None, [], {}, {"endpoint": "http://127.0.0.1/x", "keys": {}},
                                   {"endpoint": "https://push.example/x", "keys": {"p256dh": "AAAA", "auth": "AAAA"}}])
def test_what_is_no_subscription_is_refused(given: object) -> None:
    """Without https and usable keys nothing is kept."""
    assert not understands(given)
