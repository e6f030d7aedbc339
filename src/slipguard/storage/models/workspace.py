from __future__ import annotations

from typing import ClassVar

from django.db import models


class Workspace(models.Model):
    """One client and all that is managed for it. A wall: nothing crosses from one to another."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    colour = models.CharField(max_length=7, default="#2457c5")
    avatar = models.CharField(max_length=16, blank=True)  # the mark of its picture (models/avatar.py); "" = letters
    created_at = models.DateTimeField(auto_now_add=True)
    escalate_minutes = models.PositiveSmallIntegerField(default=5)  # without an answer: the next on call; 0 = never
    zone = models.CharField(max_length=60, default="UTC")  # whose clock the calendar shows
    # the on-call's words for who speaks in public: stands under an apology
    signer = models.CharField(max_length=120, blank=True)

    # unreleased names and the like, one per line: a draft with one of them is asked about
    secret_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class MourningDay(models.Model):
    """A day on which a client's jokes and offers are asked about, and why. The day of the installation's clock."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="mourning_days")
    day = models.DateField()
    why = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "day"], name="one_mourning_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.why}"
