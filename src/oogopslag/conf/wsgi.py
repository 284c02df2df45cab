"""The web application for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogopslag.conf.settings")
application = get_wsgi_application()

# What is loaded now stays for good: the collector need not walk it again at every request.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
