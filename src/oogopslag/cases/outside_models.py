"""What stands in the registers of others: kept answers, hand-overs, notifications, problems."""

from django.db import models

from oogopslag.core.values import new_id


class Elsewhere(models.Model):
    """What one source last said about one resident.

    `items` is what came; `fetched` is its age. `trouble` is the code of the last error, empty when
    all went well; before `ask_again` the source is left in peace.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=80)
    items = models.JSONField(default=list)
    fetched = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    ask_again = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "source"], name="cases_elsewhere_once"),
        ]


class Handover(models.Model):
    """A case of ours on its way into the register of the body that decides.

    `made` says which step made what, so that a second attempt makes nothing twice; `kind` is
    register (it began) or conclude (it ended).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="handover")
    register = models.CharField(max_length=64)
    made = models.JSONField(default=dict)
    concluded = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_try", "id"], name="cases_handover_ix")]


class Request(models.Model):
    """An application on its way to Open VTB as a verzoek; `urn` is what it became there."""

    id = models.UUIDField(primary_key=True, default=new_id)
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="request")
    register = models.CharField(max_length=64)
    urn = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try", "id"],
                condition=models.Q(next_try__isnull=False),
                name="cases_request_ix",
            )
        ]


class LetterCopy(models.Model):
    """A letter of a case on its way into Open VTB as a bericht; `urn` is what it became there."""

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.UUIDField(unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=64)
    urn = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try", "id"],
                condition=models.Q(next_try__isnull=False),
                name="cases_letter_copy_ix",
            )
        ]


class Notification(models.Model):
    """News from a register: an address to look at again, once however often it was told."""

    id = models.UUIDField(primary_key=True, default=new_id)
    register = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    subject = models.CharField(max_length=1000)
    received = models.DateTimeField()
    handled = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "digest"], name="cases_told_once"),
        ]
        indexes = [models.Index(fields=["handled", "id"], name="cases_notification_ix")]


class Attention(models.Model):
    """Something in a register that somebody of that organisation must look at.

    `code` leads to the sentence; `about` is a case number or the name of a case type, never a
    person.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    code = models.CharField(max_length=30)
    about = models.CharField(max_length=120, blank=True)
    noticed = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    settled = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "about"],
                condition=models.Q(settled=None),
                name="cases_attention_once",
            ),
        ]


class ContactNote(models.Model):
    """A message of a conversation on its way into the body's register of contacts.

    `key` is the contact it became there; `next_try` is empty when it is done or given up.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    message = models.UUIDField(unique=True)
    organisation = models.CharField(max_length=64)
    resident = models.UUIDField()
    key = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_try", "id"], name="cases_contact_note_ix")]
