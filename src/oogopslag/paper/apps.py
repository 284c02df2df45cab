from django.apps import AppConfig


class Paper(AppConfig):
    name = "oogopslag.paper"
    label = "paper"
