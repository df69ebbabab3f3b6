"""`linli hand_over NAME`: a one-time code from the server's console, for the first officers and for when no officer can sign in."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from linli.base.accounts import actions
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor


class Command(BaseCommand):
    help = "Prints a one-time code with which NAME chooses a new password and second factor. It is put on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name, and for a new account the person."""
        parser.add_argument("name")
        parser.add_argument("--person", type=UUID, help="open the account for this person, if there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code."""
        with walls.acting(Actor.system("console")) as actor:
            paper = actions.hand_over(
                username=options["name"], person_id=options["person"], actor=actor, now=clock.now()
            )
        self.stdout.write(
            f"{paper.username}  {paper.code}  until {paper.until:%Y-%m-%d %H:%M %Z}  at /accounts/recover/"
        )
