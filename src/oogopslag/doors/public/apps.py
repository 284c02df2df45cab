from django.apps import AppConfig


class PublicDoor(AppConfig):
    name = "oogopslag.doors.public"
    label = "public_door"
