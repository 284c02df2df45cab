"""Every proposal now has its organisation: rows were filled in the migration before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_second_pair")]

    operations = [
        migrations.AlterField(
            "proposal",
            "organisation",
            models.ForeignKey(
                "people.organisation",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
            ),
        ),
        migrations.AlterField(
            "proposal",
            "case",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposal",
                to="cases.case",
            ),
        ),
        migrations.AlterField("proposal", "sent_back", models.TextField(blank=True)),
        migrations.AddIndex(
            "proposal",
            models.Index(fields=["organisation", "made", "id"], name="cases_proposal_ix"),
        ),
    ]
