"""The console command `linli`: Django's commands and the project's own under one name."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- the settings must be named before

    execute_from_command_line(sys.argv)
