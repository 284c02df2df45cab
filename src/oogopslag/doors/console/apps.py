from django.apps import AppConfig


class ConsoleDoor(AppConfig):
    name = "oogopslag.doors.console"
    label = "console_door"
