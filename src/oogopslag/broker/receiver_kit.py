"""The events contract: a receiver of CloudEvents that checks who signed.

Standard Webhooks: HMAC-SHA-256 over id, time and body, refused when more than five minutes old.
The event has a type of its own that means nothing, so a receiver that works does nothing with it.
"""

import json
import time
from uuid import uuid4

from oogopslag.broker.kit_asking import ask, finding, untested
from oogopslag.delivery.queries import webhook_signature

TYPE = "nl.overheid.oogopslag.contracttest"
OLD = 3_600
MEND = "compare webhook-signature with HMAC-SHA-256 over webhook-id, webhook-timestamp and the \
raw body, with the secret that was shown when the webhook was made, before reading the event"


def receiver_findings(url: str, secret: str) -> tuple[dict[str, str], ...]:
    """Sends what must be refused and, with the secret, what must be taken. Raises NoAnswer."""
    key, now = str(uuid4()), int(time.time())
    body = _event(key)
    forged = webhook_signature("whsec_" + uuid4().hex, key, now, body)
    found = [
        _refused("without a signature", url, body, {}, MEND),
        _refused("signed with another secret", url, body, forged, MEND),
    ]
    if not secret:
        return (*found, untested("signed well", "no secret was given to test with"))
    good = webhook_signature(secret, key, now, body)
    other = body.replace(b'"test":true', b'"test":false')
    old = webhook_signature(secret, key, now - OLD, body)
    return (
        *found,
        _refused("changed on the way", url, other, good, MEND),
        _refused("an hour old", url, body, old,
                 "refuse a webhook-timestamp that is more than five minutes away from now"),
        _taken("signed well", url, body, good),
        _taken("the same event again", url, body, good),
    )  # fmt: skip


def _event(key: str) -> bytes:
    told = {"specversion": "1.0", "id": key, "source": "urn:oogopslag:contracttest", "type": TYPE,
            "datacontenttype": "application/json", "data": {"test": True}}  # fmt: skip
    return json.dumps(told, separators=(",", ":")).encode()


def _post(url: str, body: bytes, signed: dict[str, str]) -> int:
    headers = {"content-type": "application/cloudevents+json; charset=utf-8", **signed}
    return ask(url, content=body, headers=headers).status


def _refused(step: str, url: str, body: bytes, signed: dict[str, str], mend: str) -> dict[str, str]:
    status = _post(url, body, signed)
    return finding(step, 400 <= status < 500, f"answered {status}, where 400 to 499 refuses", mend)


def _taken(step: str, url: str, body: bytes, signed: dict[str, str]) -> dict[str, str]:
    status = _post(url, body, signed)
    return finding(step, 200 <= status < 300, f"answered {status}, where 200 to 299 takes it",
                   "answer 200 to 299 as soon as the event is stored, also for a type or an id "
                   "that is known already or means nothing to you")  # fmt: skip
