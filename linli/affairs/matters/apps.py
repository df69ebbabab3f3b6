from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "linli.affairs.matters"
    label = "matters"

    def ready(self) -> None:
        """Matters tells its own people by its own jobs, as any other context would hear of it."""
        from linli.affairs.matters.events import MatterFiled, MatterMoved  # noqa: PLC0415 -- once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        subscribe(PlacesReorganised, "matters.rehouse")
        subscribe(MatterFiled, "matters.announce_filed")
        subscribe(MatterMoved, "matters.announce_moved")
