"""Signs what is posted to an organisation's address, as Standard Webhooks writes it down."""

import base64
import hashlib
import hmac


def signature(secret: str, event: str, moment: int, body: bytes) -> dict[str, str]:
    """The three headers: HMAC-SHA-256 over id, time (seconds since 1970) and body."""
    signed = f"{event}.{moment}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return {
        "webhook-id": event,
        "webhook-timestamp": str(moment),
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }
