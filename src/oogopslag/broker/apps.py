from django.apps import AppConfig


class Broker(AppConfig):
    name = "oogopslag.broker"
    label = "broker"
