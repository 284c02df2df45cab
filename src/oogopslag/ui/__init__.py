"""The design system: layouts, components, style sheets and small scripts. Knows no room.

Doors render with `page.render` and a `shell.Shell`; components are Jinja macros.
"""
