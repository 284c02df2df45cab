from django.apps import AppConfig


class Insight(AppConfig):
    name = "oogopslag.insight"
    label = "insight"
