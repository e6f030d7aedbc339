import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('storage', '0015_media'),
    ]

    operations = [
        migrations.AddField(
            model_name='workspace',
            name='avatar',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.CreateModel(
            name='Avatar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('small', models.BinaryField()),
                ('large', models.BinaryField()),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='avatar_row', to='storage.workspace')),
            ],
        ),
    ]
