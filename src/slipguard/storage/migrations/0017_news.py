"""On PostgreSQL every write that a page can show is told to whoever listens, in whichever process (storage/news.py).
And what was learnt although it did not fit (Doubt)."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("postrow", "incident", "incidentevent", "account", "draft", "membership", "mention", "mentionwatch")
TELL = """
CREATE OR REPLACE FUNCTION slipguard_news() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('slipguard_news', TG_TABLE_NAME); RETURN NULL; END $$
"""


def tell(apps, editor):  # type: ignore[no-untyped-def]
    if editor.connection.vendor != "postgresql":
        return  # SQLite counts its commits by itself
    editor.execute(TELL)
    for table in TABLES:
        editor.execute(f"CREATE TRIGGER slipguard_news AFTER INSERT OR UPDATE OR DELETE ON storage_{table} "
                       "FOR EACH STATEMENT EXECUTE FUNCTION slipguard_news()")


def be_quiet(apps, editor):  # type: ignore[no-untyped-def]
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS slipguard_news() CASCADE")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("storage", "0016_avatars")]
    operations: ClassVar = [
        migrations.RunPython(tell, be_quiet),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("judged", models.PositiveIntegerField()),
                ("strange", models.PositiveIntegerField()),
                ("repeated", models.PositiveIntegerField()),
                ("alternative", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="doubts",
                                              to="storage.account")),
            ],
        ),
    ]
