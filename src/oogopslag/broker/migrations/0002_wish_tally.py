"""Votes of a wish are tallied when they are given; those that were given are tallied here."""

from typing import Any

from django.db import migrations, models


def tally(apps: Any, _schema: Any) -> None:
    wishes = apps.get_model("broker", "Wish").objects.annotate(given=models.Count("votes"))
    for wish in wishes.filter(given__gt=0):
        type(wish)._default_manager.filter(pk=wish.pk).update(tally=wish.given)


class Migration(migrations.Migration):
    dependencies = [("broker", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="wish", name="tally", field=models.PositiveIntegerField(default=0)
        ),
        migrations.RunPython(tally, migrations.RunPython.noop),
    ]
