from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.workspace import Workspace


class BacktestRun(models.Model):
    """One swap test of a workspace's accounts: who asked, and what came out. Counts only, never a text."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="backtests")
    asked_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    found = models.JSONField(null=True)  # core.backtest.Backtest as plain data
    trouble = models.TextField(blank=True)  # why there is nothing to show, in words for people

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "-started_at"], name="newest_backtest")]
