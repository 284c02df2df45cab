from django.apps import AppConfig


class Inbox(AppConfig):
    name = "oogopslag.inbox"
    label = "inbox"

    def ready(self) -> None:
        from oogopslag.inbox import drafts, posting_letters, reminding  # noqa: F401 -- they register
