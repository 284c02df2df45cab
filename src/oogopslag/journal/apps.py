from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Journal(AppConfig):
    name = "oogopslag.journal"
    label = "journal"

    def ready(self) -> None:
        from oogopslag.journal import vocabulary

        vocabulary.autodiscover()
        autodiscover_modules("reactions")
