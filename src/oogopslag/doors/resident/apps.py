from django.apps import AppConfig


class ResidentDoor(AppConfig):
    name = "oogopslag.doors.resident"
    label = "resident_door"
