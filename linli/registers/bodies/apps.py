from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "linli.registers.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Posts are what people sign in as: accounts learns of them here. And when places change, bodies follow."""
        from linli.base.accounts.public import register_sources  # noqa: PLC0415 -- the registry is filled once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.bodies import queries  # noqa: PLC0415 -- models can't be imported before apps are ready
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        register_sources(queries.actor_source, queries.post_choices)
        subscribe(PlacesReorganised, "bodies.rehouse")
