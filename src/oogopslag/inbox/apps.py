from django.apps import AppConfig


class Inbox(AppConfig):
    name = "oogopslag.inbox"
    label = "inbox"
