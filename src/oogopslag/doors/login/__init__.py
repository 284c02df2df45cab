"""Signing in: OpenID Connect with a DigiD broker for residents, with an own provider for staff."""
