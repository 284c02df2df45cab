"""Figures that are moved by events from now on, filled in for what is there already."""

from collections import defaultdict

from django.db import migrations


def figures(apps, schema_editor):
    models = {name: apps.get_model("inbox", name) for name in ("Thread", "Duty", "Promise")}
    unread = defaultdict(int)
    for thread in models["Thread"].objects.iterator(chunk_size=2_000):
        duty = models["Duty"].objects.filter(thread=thread, resolved_at=None).order_by("due").first()
        open_ = models["Promise"].objects.filter(thread=thread, kept=None).order_by("due").first()
        thread.duty_due = duty.due if duty else None
        thread.promised = open_.due if open_ else None
        thread.search = " ".join(str(title) for title in thread.title.values()).lower()
        thread.save(update_fields=["duty_due", "promised", "search"])
        unread[thread.resident_id] += thread.unread
    mailbox = apps.get_model("inbox", "Mailbox").objects
    mailbox.bulk_create(
        (mailbox.model(resident_id=key, unread=number) for key, number in unread.items()),
        batch_size=2_000,
    )
    files = apps.get_model("inbox", "Attachment").objects.exclude(found_clean=None)
    files.update(state="clean")


class Migration(migrations.Migration):
    dependencies = [("inbox", "0003_conversation")]

    operations = [migrations.RunPython(figures, migrations.RunPython.noop)]
