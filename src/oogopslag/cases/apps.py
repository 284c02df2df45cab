from django.apps import AppConfig


class Cases(AppConfig):
    name = "oogopslag.cases"
    label = "cases"
