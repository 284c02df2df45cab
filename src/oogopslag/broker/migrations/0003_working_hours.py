from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("broker", "0002_wish_tally")]

    operations = [
        migrations.AddField(
            model_name="lettertype",
            name="answer_within_hours",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
