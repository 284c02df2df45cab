"""What surrounds a page: who looks at it, where they are, and what waits for them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Shell:
    """The frame of a page.

    `layout` is resident, workspace or plain; `active` the name of the current place; `unread`
    a stored counter; `theme` the slug of the organisation whose colours are shown;
    `offline` is keep, forget (a shared computer) or empty; `trial`: an organisation that is only
    claimed so far, so that not every place is open.
    """

    layout: str = "plain"
    active: str = ""
    name: str = ""
    unread: int = 0
    theme: str = ""
    organisation: str = ""
    offline: str = ""
    trial: bool = False


PLAIN = Shell()
