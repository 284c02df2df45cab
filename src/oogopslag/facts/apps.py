from django.apps import AppConfig


class Facts(AppConfig):
    name = "oogopslag.facts"
    label = "facts"
