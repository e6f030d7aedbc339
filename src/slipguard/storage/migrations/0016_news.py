"""On PostgreSQL every write that a page can show is told to whoever listens, in whichever process (storage/news.py)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

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
    dependencies: ClassVar = [("storage", "0015_media")]
    operations: ClassVar = [migrations.RunPython(tell, be_quiet)]
