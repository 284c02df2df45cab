"""When a row was meant to go: for older rows, when they were to be tried."""

from django.db import migrations, models
from django.db.models import F


def planned(apps, schema_editor):
    apps.get_model("delivery", "OutboxRow").objects.update(not_before=F("next_try"))


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_push")]

    operations = [
        migrations.AddField("outboxrow", "not_before", models.DateTimeField(null=True)),
        migrations.RunPython(planned, migrations.RunPython.noop),
    ]
