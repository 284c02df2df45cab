"""Who proposed is kept with the decision; a proposal that was sent is not kept beside it."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    proposals = apps.get_model("cases", "Proposal")
    decisions = apps.get_model("cases", "Decision")
    for one in proposals.objects.select_related("case").iterator():
        if one.case.closed is not None:
            decisions.objects.filter(case_id=one.case_id, approved_by__isnull=False).update(
                proposed_by=one.staff_id
            )
            one.delete()
            continue
        one.organisation_id = one.case.organisation_id
        one.sent_back = one.texts.pop("sent_back", "")
        one.save()


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_transition"), ("people", "0005_mandates")]

    operations = [
        migrations.AddField("decision", "proposed_by", models.UUIDField(null=True)),
        migrations.AddField("proposal", "sent_back", models.TextField(blank=True, default="")),
        migrations.AddField(
            "proposal",
            "organisation",
            models.ForeignKey(
                "people.organisation",
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
