from django.apps import AppConfig


class DemoDoor(AppConfig):
    name = "oogopslag.doors.demo"
    label = "demo_door"
