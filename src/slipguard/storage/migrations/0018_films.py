from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0017_news'),
    ]

    operations = [
        migrations.AddField(
            model_name='picturerow',
            name='brought',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='picturerow',
            name='seconds',
            field=models.FloatField(default=0),
        ),
    ]
