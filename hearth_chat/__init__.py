"""Wiring: settings, URLs, the ASGI entry, app configuration. Nobody imports it; use `django.conf.settings`."""
