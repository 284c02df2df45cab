from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "oogopslag.catalogue"
    label = "catalogue"
