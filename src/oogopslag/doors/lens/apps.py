from django.apps import AppConfig


class LensDoor(AppConfig):
    name = "oogopslag.doors.lens"
    label = "lens_door"
