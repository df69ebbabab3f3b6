"""`linli bounces`: read delivery reports, from a maildir or one mail from standard input."""

import mailbox
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.notices import actions


class Command(BaseCommand):
    """Reads what is new in the maildir and marks it seen, so that it may run as often as one likes."""

    help = "Read delivery reports (RFC 3464): whose mail bounced is counted against the address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the reports are."""
        parser.add_argument("--maildir", type=Path, help="a maildir; without it one mail is read from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each report back; say how many mails were reports about ours."""
        folder: Path | None = options["maildir"]
        if folder is None:
            read, bounced = 1, int(_take(sys.stdin.buffer.read()))
        elif not (folder / "new").is_dir():
            raise CommandError(f"{folder} is no maildir: it has no folder `new`. Name the folder that holds it.")
        else:
            read, bounced = _take_all(mailbox.Maildir(folder, create=False))
        self.stdout.write(f"{read} mails read, {bounced} messages bounced")


def _take_all(box: mailbox.Maildir) -> tuple[int, int]:
    read = bounced = 0
    for key in [key for key, mail in box.items() if mail.get_subdir() == "new"]:
        bounced += _take(box.get_bytes(key))
        read += 1
        # Only now: a report that could not be taken stays new.
        seen = mailbox.MaildirMessage(box[key])
        seen.set_subdir("cur")
        seen.add_flag("S")
        box[key] = seen
    return read, bounced


def _take(raw: bytes) -> bool:
    with walls.acting(Actor.system("notices.bounces")):
        return actions.take_back(raw=raw, now=clock.now())
