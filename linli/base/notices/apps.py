from pathlib import Path

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "linli.base.notices"
    label = "notices"

    def ready(self) -> None:
        """What the house itself says."""
        from linli.base.notices.queries.kinds import register_kinds  # noqa: PLC0415 -- once apps are ready

        register_kinds(Path(__file__).parent / "data" / "kinds.toml")
