from django.apps import AppConfig


class LoginDoor(AppConfig):
    name = "oogopslag.doors.login"
    label = "login_door"
