from django.apps import AppConfig


class Ui(AppConfig):
    name = "oogopslag.ui"
    label = "ui"
