"""Messages are found by their words: on PostgreSQL by an index over Dutch word forms."""

from django.db import migrations, models

from oogopslag.inbox.searching import words_of

INDEX = """
CREATE INDEX inbox_words_ix ON inbox_message
USING gin (to_tsvector('dutch'::regconfig, COALESCE(words, '')))
"""
BATCH = 500


def fill(apps, editor):  # type: ignore[no-untyped-def]  # a migration's own shape
    """The words of what was said before, some hundred messages at a time."""
    messages = apps.get_model("inbox", "Message").objects.filter(words="")
    while rows := list(messages.select_related("thread").order_by("id")[:BATCH]):
        for row in rows:
            row.words = words_of(row.thread.resident_id, row.body)
        messages.model.objects.bulk_update(rows, ["words"], batch_size=100)


def index(apps, editor):  # type: ignore[no-untyped-def]  # the same
    if editor.connection.vendor == "postgresql":
        editor.execute(INDEX)


def unindex(apps, editor):  # type: ignore[no-untyped-def]  # the same
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX inbox_words_ix")


class Migration(migrations.Migration):
    dependencies = [("inbox", "0009_participants")]
    atomic = False  # an index cannot be made over rows that the same transaction changed

    operations = [
        migrations.AddField(
            model_name="message",
            name="words",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, unindex),
    ]
