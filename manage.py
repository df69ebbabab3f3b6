#!/usr/bin/env python3
"""Django's commands; `./dev manage …` runs this with the project's environment."""

from linli.cli import main

if __name__ == "__main__":
    main()
