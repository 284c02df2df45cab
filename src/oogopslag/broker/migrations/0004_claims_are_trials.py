"""Whoever only claimed an organisation so far has no role but trying it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def narrow(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Roles of claims that are not confirmed become a trial."""
    claims = apps.get_model("broker", "Claim").objects
    organisations = apps.get_model("people", "Organisation").objects
    memberships = apps.get_model("people", "Membership").objects
    for claim in claims.filter(models.Q(eherkenning=None) | models.Q(second=None)):
        body = organisations.filter(slug=claim.slug).first()
        held = memberships.filter(organisation=body, staff_id=claim.staff)
        if body is not None and held.exists():
            held.delete()
            memberships.create(organisation=body, staff_id=claim.staff, role="try")


class Migration(migrations.Migration):
    dependencies = [
        ("broker", "0003_working_hours"),
        ("people", "0008_deaths_and_trials"),
    ]

    operations = [migrations.RunPython(narrow, migrations.RunPython.noop)]
