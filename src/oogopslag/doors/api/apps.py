from django.apps import AppConfig


class ApiDoor(AppConfig):
    name = "oogopslag.doors.api"
    label = "api_door"
