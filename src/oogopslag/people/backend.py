"""Who belongs to a session, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from oogopslag.people.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's, but the account comes with its resident or its member of staff."""

    def get_user(self, user_id: Any) -> Account | None:
        rows = Account.objects.select_related("resident", "staff")
        return rows.filter(pk=user_id, is_active=True).first()
