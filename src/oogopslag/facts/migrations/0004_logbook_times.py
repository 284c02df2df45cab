"""Lines of the log have a begin beside their end, and say whether it went well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_logbook")]

    operations = [
        migrations.AddField("datause", "began", models.DateTimeField(null=True)),
        migrations.AddField("datause", "status", models.CharField(default="Ok", max_length=5)),
    ]
