"""A person has one clock, for quiet hours and beside the workspace's."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from slipguard.actions import on_call, planning
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput
from slipguard.storage.models import Person


def test_quiet_hours_and_the_calendar_share_it(owner: Actor) -> None:
    """What one form sets, the other shows; and quiet hours are never left without a clock."""
    assert owner.person is not None
    on_call.quiet_hours(owner, "22:00", "07:00", "Europe/Berlin")
    assert Person.objects.get(pk=owner.person.pk).zone == "Europe/Berlin"
    planning.set_own_zone(owner, "America/Lima")
    kept = Person.objects.get(pk=owner.person.pk)
    assert (kept.zone, kept.quiet_from) == ("America/Lima", time(22))
    with pytest.raises(BadInput, match="quiet hours"):
        planning.set_own_zone(owner, "")
    for wrong in ("Europe", "../etc/passwd", "Mars/Base", "europe/berlin "):
        with pytest.raises(BadInput):
            planning.set_own_zone(owner, wrong)
    on_call.quiet_hours(owner, "", "", "UTC")
    planning.set_own_zone(owner, "")
    assert Person.objects.get(pk=owner.person.pk).zone == ""


def test_two_old_zones_become_one(owner: Actor) -> None:
    """Where quiet hours stand their zone is kept, for it decides who is woken; otherwise the chosen one."""
    steps = MigrationExecutor(connection)
    latest = steps.loader.graph.leaf_nodes("storage")
    steps.migrate([("storage", "0010_apart")])
    old = MigrationExecutor(connection).loader.project_state([("storage", "0010_apart")]).apps
    person = old.get_model("storage", "Person").objects
    asleep = {"quiet_from": time(22), "quiet_until": time(7)}
    person.create(email="a@example.org", quiet_zone="Europe/Berlin", zone="America/Lima", **asleep)
    person.create(email="b@example.org", quiet_zone="UTC", zone="America/Lima")
    person.create(email="c@example.org", quiet_zone="Asia/Tokyo", zone="")
    person.create(email="d@example.org", quiet_zone="UTC", zone="")
    person.create(email="e@example.org", quiet_zone="UTC", zone="", **asleep)
    MigrationExecutor(connection).migrate(latest)
    kept = dict(Person.objects.filter(email__regex="^[a-e]@").values_list("email", "zone"))
    assert [kept[f"{one}@example.org"] for one in "abcde"] == ["Europe/Berlin", "America/Lima", "Asia/Tokyo", "", "UTC"]
