"""Renames, and what older rows say in the new words."""

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def clocks(apps, schema_editor):
    duties = apps.get_model("inbox", "Duty").objects
    duties.filter(pauses_term=True).update(clock="pauses")


def promises(apps, schema_editor):
    rows = apps.get_model("inbox", "Promise").objects.select_related("thread", "message")
    for row in rows.iterator(chunk_size=2_000):
        row.organisation_id, row.made = row.thread.organisation_id, row.message.placed
        row.save(update_fields=["organisation", "made"])


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial"), ("people", "0001_initial")]

    operations = [
        migrations.RemoveIndex("thread", "inbox_thread_resident_ix"),
        migrations.RemoveIndex("thread", "inbox_waiting_ix"),
        migrations.RemoveIndex("duty", "inbox_duty_ix"),
        migrations.RenameField("thread", "changed", "content_changed"),
        migrations.RenameField("duty", "resolved", "resolved_at"),
        migrations.AddField(
            "duty", "clock", models.CharField(max_length=10, default="continues")
        ),
        migrations.RunPython(clocks, migrations.RunPython.noop),
        migrations.RemoveField("duty", "pauses_term"),
        migrations.AddField(
            "promise",
            "organisation",
            models.ForeignKey(
                "people.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
            ),
        ),
        migrations.AddField("promise", "made", models.DateTimeField(null=True)),
        migrations.AddField(
            "thread",
            "updated",
            models.DateTimeField(auto_now=True, default=timezone.now),
            preserve_default=False,
        ),
        migrations.RunPython(promises, migrations.RunPython.noop),
    ]
