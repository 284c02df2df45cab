"""The product's own settings, with the demo parts on and a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("OOGOPSLAG_TEST_DATA"):
    _folder = tempfile.mkdtemp(prefix="oogopslag-test-")
    os.environ["OOGOPSLAG_TEST_DATA"] = _folder
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["OOGOPSLAG_DATA"] = os.environ["OOGOPSLAG_TEST_DATA"]
os.environ["OOGOPSLAG_DEMO"] = "1"
os.environ["OOGOPSLAG_QUIET_FROM"] = os.environ["OOGOPSLAG_QUIET_UNTIL"] = "0"  # tests run at night
for name in ("OOGOPSLAG_PRODUCTION", "OOGOPSLAG_TODAY", "OOGOPSLAG_EMAIL_URL"):
    os.environ.pop(name, None)

from oogopslag.conf.settings import *  # noqa: E402, F403 -- the environment must be set first

WHITENOISE_AUTOREFRESH = True
# A test server's threads must not keep connections to a database that is about to be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 -- from the product's settings
