from django.apps import AppConfig


class People(AppConfig):
    name = "oogopslag.people"
    label = "people"
