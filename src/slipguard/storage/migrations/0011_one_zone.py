from django.db import migrations, models


def one(apps, schema_editor):
    """Quiet hours decide who is woken, so where they stand their zone is the person's; a chosen one fills a gap."""
    person = apps.get_model("storage", "Person").objects
    person.exclude(quiet_from=None).update(zone=models.F("quiet_zone"))
    person.filter(zone="").exclude(quiet_zone="UTC").update(zone=models.F("quiet_zone"))


def two(apps, schema_editor):
    """Back: quiet hours by the one zone."""
    apps.get_model("storage", "Person").objects.exclude(zone="").update(quiet_zone=models.F("zone"))


class Migration(migrations.Migration):

    dependencies = [
        ("storage", "0010_apart"),
    ]

    operations = [
        migrations.RunPython(one, two),
        migrations.RemoveField(model_name="person", name="quiet_zone"),
    ]
