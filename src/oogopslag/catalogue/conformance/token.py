"""The JWT of ZGW: one per request, for it is refused an hour after `iat`."""

import time

import jwt

DRIFT = 10
"""Seconds taken off `iat`: a register whose clock is a little behind must not refuse us."""


def zgw_token(
    client_id: str, secret: str, *, user: str = "oogopslag", name: str = "Oogopslag", age: int = 0
) -> str:
    """`age` in seconds makes an older token, to see that it is refused."""
    claims = {
        "iss": client_id,
        "iat": int(time.time()) - DRIFT - age,
        "client_id": client_id,
        "user_id": user,
        "user_representation": name,
    }
    return jwt.encode(claims, secret, algorithm="HS256")
