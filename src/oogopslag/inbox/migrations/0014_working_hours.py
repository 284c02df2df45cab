from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0013_outage")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="answer_within_hours",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="promise", name="due_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="promise", name="signal_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="thread", name="promised_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="thread", name="signal_at", field=models.DateTimeField(null=True)
        ),
        migrations.RemoveIndex(model_name="thread", name="inbox_team_ix"),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("waiting_since__isnull", False)),
                fields=["organisation", "promised", "promised_at", "id"],
                name="inbox_team_ix",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("signal_at__isnull", False), ("signalled__isnull", True)),
                fields=["signal_at", "id"],
                name="inbox_promise_signal_ix",
            ),
        ),
    ]
