from django.apps import AppConfig


class Possibilities(AppConfig):
    name = "oogopslag.possibilities"
    label = "possibilities"
