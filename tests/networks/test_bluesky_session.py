"""Signing in to a real PDS: what is kept, how it is renewed, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from slipguard.networks.bluesky import ADAPTER, adapter
from slipguard.networks.protocol import Outgoing, Reason, Reconnect, Rejected, Retryable, Secret
from tests.networks.bluesky_rig import BlueskyRig
from tests.networks.rig import Account
from tests.servers import node
from tests.servers.pds import Pds

pytestmark = pytest.mark.pds


@pytest.fixture
def rig(pds: Pds) -> BlueskyRig:
    """The real PDS."""
    return BlueskyRig(pds)


def expired(pds: Pds, access: str) -> str:
    """The same access token, signed by the server's own key, two hours later."""
    header, payload, _ = access.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims |= {"iat": int(time.time()) - 9000, "exp": int(time.time()) - 1800}
    signed = f"{header}.{_b64(json.dumps(claims).encode())}"
    return f"{signed}.{_b64(hmac.new(pds.jwt_secret(), signed.encode(), hashlib.sha256).digest())}"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def aged(rig: BlueskyRig, account: Account, **more: str) -> Account:
    """The account with an access token that ran out."""
    secret = {**account.secret, "access": expired(rig.pds, account.secret["access"]), **more}
    return Account(account.remote_id, account.handle, secret)


def test_secret_holds_the_session(rig: BlueskyRig) -> None:
    """Connecting signs in once; the secret has the account's id, its server and both tokens."""
    account = rig.account()
    assert account.secret["did"] == account.remote_id
    assert account.secret["pds"] == account.secret["service"] == rig.pds.url
    assert account.secret["access"] and account.secret["refresh"]
    assert "appview" not in account.secret


def test_expired_access_is_renewed_and_kept(rig: BlueskyRig) -> None:
    """An expired access token costs one refresh; the new pair is handed over to be sealed, and works."""
    account = rig.account()
    kept: list[Secret] = []
    network = rig.open(aged(rig, account), keep=kept.append)
    assert network.whoami().remote_id == account.remote_id
    assert network.publish(Outgoing("Renewed."), "publish:a-v1").text == "Renewed."
    network.close()
    assert len(kept) == 1
    assert kept[0]["refresh"] != account.secret["refresh"]
    again = rig.open(Account(account.remote_id, account.handle, kept[0]), keep=kept.append)
    assert again.whoami().remote_id == account.remote_id
    again.close()
    assert len(kept) == 1


def test_lost_refresh_token_is_healed_by_the_app_password(rig: BlueskyRig) -> None:
    """A crash between renewal and keeping loses the refresh token; nobody has to come for that."""
    account = rig.account()
    kept: list[Secret] = []
    network = rig.open(aged(rig, account, refresh="e30.e30.AAAA"), keep=kept.append)
    assert network.whoami().remote_id == account.remote_id
    network.close()
    assert len(kept) == 1 and kept[0]["password"] == account.secret["password"]


def test_revoked_app_password_asks_a_person(rig: BlueskyRig) -> None:
    """Once the app password is revoked at the network, nothing renews the session."""
    account = rig.account()
    made = rig.made[account.remote_id]
    session = rig.pds.call(
        "com.atproto.server.createSession", identifier=made["handle"], password=made["password"]
    )
    rig.pds.call("com.atproto.server.revokeAppPassword", session["accessJwt"], name="tests")
    network = rig.open(aged(rig, account))
    with pytest.raises(Reconnect) as failure:
        network.delete(rig.never(account))
    network.close()
    assert failure.value.reason is Reason.TOKEN
    assert made["app_password"] not in failure.value.says


def test_storage_trouble_does_not_stop_a_delete(rig: BlueskyRig) -> None:
    """When the renewed session cannot be stored, the delete goes on with it all the same."""
    account = rig.account()
    phone = rig.phone(account)
    ref = phone.post("Away with it.")

    def locked(_: Secret) -> None:
        raise RuntimeError("database is locked")

    network = rig.open(aged(rig, account), keep=locked)
    network.delete(ref)
    network.close()
    assert not phone.can_read(ref)


def test_main_password_is_refused_and_signed_out(rig: BlueskyRig) -> None:
    """The main password could delete the account: it is not taken, with words that say what to do."""
    made = rig.pds.account()
    form = {"service": rig.pds.url, "identifier": made["handle"], "password": made["password"]}
    with pytest.raises(Rejected, match="app password"):
        ADAPTER.connect(form)


def test_wrong_password(rig: BlueskyRig) -> None:
    """A wrong password is told as such, without repeating it."""
    made = rig.pds.account()
    form = {"service": rig.pds.url, "identifier": f"@{made['handle']}", "password": "wrong-wrong"}
    with pytest.raises(Reconnect) as failure:
        ADAPTER.connect(form)
    assert failure.value.reason is Reason.TOKEN and "wrong-wrong" not in failure.value.says


def test_form_is_forgiving(rig: BlueskyRig) -> None:
    """Spaces, an @ and capitals in what a person types do not matter."""
    made = rig.pds.account()
    form = {
        "service": f" {rig.pds.url}/ ",
        "identifier": f" @{made['handle'].upper()} ",
        "password": f" {made['app_password']} ",
        "appview": "https://view.example/",
        "jetstream": "",
    }
    secret = ADAPTER.connect(form)
    assert secret["did"] == made["did"] and secret["appview"] == "https://view.example"
    assert "jetstream" not in secret


@pytest.mark.parametrize("service", ["http://pds.example.com", "https://", "ftp://x.example", "https://x/y"])
def test_passwords_travel_encrypted(service: str) -> None:
    """Plain http is for this machine only; nothing is sent to an odd address."""
    with pytest.raises(Rejected) as failure:
        ADAPTER.connect({"service": service, "identifier": "a.example", "password": "x"})
    assert failure.value.reason is Reason.INVALID


@pytest.mark.parametrize("service", ["https://127.0.0.1", "https://localhost", "https://169.254.169.254",
                                     "https://[::1]", "https://10.0.0.8"])
def test_private_addresses_are_refused(service: str) -> None:
    """A typed server does not lead into the own house, unless the installation says so; nor does a stream."""
    strict = adapter.Adapter()
    with pytest.raises(Rejected, match="private network"):
        strict.connect({"service": service, "identifier": "a.example", "password": "x"})
    secret = {"service": service, "pds": service, "did": "did:plc:a", "access": "x", "refresh": "x"}
    network = strict.open(secret, lambda _: None)
    with pytest.raises(Rejected, match="private network"):
        next(iter(network.watch(None, lambda: False)))
    network.close()


def test_public_view_belongs_to_hosted_accounts_only() -> None:
    """Only accounts on Bluesky's own servers are looked up at its public AppView by default."""
    assert adapter._hosted("https://bsky.social") and adapter._hosted(
        "https://morel.us-east.host.bsky.network"
    )
    assert not adapter._hosted("https://bsky.social.example") and not adapter._hosted("http://localhost:1")


def test_suspended_account_is_not_ready(rig: BlueskyRig) -> None:
    """A deactivated account cannot delete, and readiness says so before it matters."""
    account = rig.account()
    made = rig.made[account.remote_id]
    session = rig.pds.call(
        "com.atproto.server.createSession", identifier=made["handle"], password=made["password"]
    )
    rig.pds.call("com.atproto.server.deactivateAccount", session["accessJwt"])
    network = rig.open(account)
    readiness = network.can_delete()
    network.close()
    assert readiness.can_delete is False and "deactivated" in readiness.says


def test_quota_is_told_with_its_end() -> None:
    """Against the server's real limits: what is left is reported, and a refusal says when it opens again."""
    if why := node.missing():
        pytest.skip(why)
    with Pds(rate_limits=True) as pds:
        rig = BlueskyRig(pds)
        account = rig.account()
        network = rig.open(account)
        readiness = network.can_delete()
        assert readiness.can_delete is True
        assert int(readiness.facts["quota remaining"]) > 1000
        network.close()
        with ThreadPoolExecutor(40) as pool:  # the server answers wrong sign-ins slowly, on purpose
            statuses = list(pool.map(lambda _: _knock(pds), range(40)))
        assert 429 in statuses
        with pytest.raises(Retryable) as failure:
            ADAPTER.connect({"service": pds.url, "identifier": "nobody.test", "password": "wrong"})
        assert failure.value.reason is Reason.QUOTA and failure.value.status == 429
        assert failure.value.after is not None and 0 < failure.value.after <= 300


def _knock(pds: Pds) -> int:
    body = {"identifier": "nobody.test", "password": "wrong"}
    address = f"{pds.url}/xrpc/com.atproto.server.createSession"
    return httpx.post(address, json=body, timeout=90).status_code


def test_naming_posts_costs_no_sdk() -> None:
    """Importing the adapter loads nothing of the SDK: every command line would pay for it."""
    code = (
        "import sys, slipguard.networks.bluesky.adapter;"
        "print([m for m in sys.modules if m.startswith('atproto')])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
