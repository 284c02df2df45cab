from django.apps import AppConfig


class WorkspaceDoor(AppConfig):
    name = "oogopslag.doors.workspace"
    label = "workspace_door"
