"""Which content this database was last filled from."""

from django.db import models

from oogopslag.core.values import new_id


class ContentVersion(models.Model):
    """One loading of content/: its hash names the laws and texts that decisions rest on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.CharField(max_length=64, unique=True)
    loaded = models.DateTimeField(auto_now_add=True)
