from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "linli.registers.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Posts are what people sign in as: accounts learns of them here."""
        from linli.base.accounts.public import register_sources  # noqa: PLC0415 -- the registry is filled once apps are ready
        from linli.registers.bodies import queries  # noqa: PLC0415 -- models can't be imported before apps are ready

        register_sources(queries.actor_source, queries.post_choices)
