from django.apps import AppConfig


class Delivery(AppConfig):
    name = "oogopslag.delivery"
    label = "delivery"
