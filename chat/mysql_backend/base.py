"""Django's MySQL backend with the few settings that Hearth cannot do without."""

from typing import Any

from django.db.backends.mysql import base

SESSION_SETTINGS = "SET SESSION sql_mode = 'TRADITIONAL', SESSION wait_timeout = 28800"


class DatabaseWrapper(base.DatabaseWrapper):
    """utf8mb4 so that every emoji and every syllable survives; strict so that nothing is cut silently."""

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params |= {"charset": "utf8mb4", "init_command": SESSION_SETTINGS}
        return params
