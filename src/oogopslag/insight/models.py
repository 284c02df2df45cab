"""Bodies that are measured, events, measurements, scorecards, contested figures, surveys."""

from django.db import models

from oogopslag.core.values import new_id


class Body(models.Model):
    """An organisation that is measured. `until` and `into`: it left, or merged into another."""

    slug = models.SlugField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    layer = models.CharField(max_length=20)
    size = models.PositiveSmallIntegerField(default=0)
    urbanity = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True)
    into = models.CharField(max_length=64, blank=True)
    demo = models.BooleanField(default=False)


class Unit(models.Model):
    """A service of a body: the unit of the staircase, measured from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="units")
    service = models.CharField(max_length=64)
    domain = models.CharField(max_length=20)
    since = models.DateField(null=True)  # null: as long as its body
    name = models.CharField(max_length=120, blank=True)  # where the catalogue has none

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "service"], name="insight_unit_once")
        ]


class EventRow(models.Model):
    """One countable event until its month is closed and written to a column file."""

    id = models.CharField(max_length=64, primary_key=True)
    moment = models.DateTimeField()
    event = models.CharField(max_length=40)
    organisation = models.CharField(max_length=64)
    service = models.CharField(max_length=64)
    layer = models.CharField(max_length=20)
    domain = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    pseudonym = models.CharField(max_length=16, blank=True)
    fields = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["moment"], name="insight_event_ix")]


class Reader(models.Model):
    """How far the journal was read."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.UUIDField(null=True)


class Measurement(models.Model):
    """What a test, register, survey or declaration says of a service; an empty one: of all.

    A verified declaration names two people (pseudonyms) and the hash of its document.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    service = models.CharField(max_length=64, blank=True)
    indicator = models.CharField(max_length=8)
    klass = models.CharField(max_length=1)
    hits = models.IntegerField(default=0)
    n = models.IntegerField(default=0)
    value = models.FloatField(null=True)
    on = models.DateField()
    source = models.CharField(max_length=120)
    by = models.CharField(max_length=64, blank=True)
    second = models.CharField(max_length=64, blank=True)
    document = models.CharField(max_length=64, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "on"], name="insight_measured_ix")]


class Card(models.Model):
    """A scorecard as it was computed, whole, so that a page is one row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    month = models.CharField(max_length=7)
    model = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    content = models.JSONField()
    computed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month", "model"], name="insight_card_once"
            )
        ]
        indexes = [models.Index(fields=["month", "level"], name="insight_card_month_ix")]


class National(models.Model):
    """All cards of a month together: the dream beside what is measured."""

    month = models.CharField(max_length=7, primary_key=True)
    content = models.JSONField()
    computed = models.DateTimeField()


class Picture(models.Model):
    """A chart by the hash of its data; `svg` is empty until the worker has drawn it."""

    digest = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    data = models.JSONField()
    narrow = models.BooleanField()
    svg = models.TextField(blank=True)
    drawn = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["drawn"], name="insight_picture_ix")]


class Kept(models.Model):
    """Figures over many rows, reckoned by the daily task, so that no page counts rows."""

    key = models.CharField(max_length=40, primary_key=True)
    content = models.JSONField()
    reckoned = models.DateTimeField()


class Contest(models.Model):
    """Somebody says a figure is wrong ("Betwist dit cijfer"): answered within ten working days."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.CharField(max_length=64)
    indicator = models.CharField(max_length=8)
    month = models.CharField(max_length=7)
    why = models.TextField()
    asked = models.DateTimeField()
    due = models.DateField()
    answer = models.TextField(blank=True)
    corrected = models.BooleanField(null=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "answered"], name="insight_contest_ix")]


class SurveyToken(models.Model):
    """One invitation: the hash of a token, and its stratum. Never who it went to."""

    id = models.UUIDField(primary_key=True, default=new_id)
    instrument = models.CharField(max_length=20)
    wave = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=64, blank=True)
    stratum = models.CharField(max_length=60)
    expires = models.DateField()
    used = models.BooleanField(default=False)


class SurveyAnswer(models.Model):
    """Answers to a wording, apart from the token that gave the right to answer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    instrument = models.CharField(max_length=20)
    wave = models.CharField(max_length=12)
    organisation = models.CharField(max_length=64, blank=True)
    stratum = models.CharField(max_length=60)
    item = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["instrument", "wave", "item"], name="insight_survey_ix")]


class SurveyRest(models.Model):
    """Until when somebody is left alone, by keyed hash, over every channel."""

    person = models.CharField(max_length=64, primary_key=True)
    until = models.DateField()
