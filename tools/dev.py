"""What ./dev does once Python and its packages are in place: sees to the rest, then does the one thing asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from tools import assets, browser, engine, postgres, progress, project, words
from tools.project import ROOT, SetupError

PYTHON = sys.executable


def environment() -> dict[str, str]:
    """Return what the settings read. A DATABASE_URL given from outside stands: then the project runs no PostgreSQL."""
    values = project.secret_values()
    given = {name: values[name] for name in ("LINLI_SECRET_KEY", "LINLI_SEAL_KEY")}
    if "DATABASE_URL" in os.environ:
        if "OWNER_DATABASE_URL" not in os.environ:
            raise SetupError(
                "DATABASE_URL is set, OWNER_DATABASE_URL is not: set both (application role, owner role) or neither."
            )
    else:
        cluster = postgres.main_cluster()
        given |= {"DATABASE_URL": cluster.url(postgres.APP), "OWNER_DATABASE_URL": cluster.url(postgres.OWNER)}
        given["LINLI_PG_BIN"] = str(engine.programs())
    return given | dict(os.environ)


def prepare() -> None:
    """Put browser assets and words in place; each is passed over when nothing changed."""
    assets.ensure()
    if count := words.compile_changed():
        progress.say(f"{count} catalogues of words compiled")


def start_postgres() -> None:
    """Bring the city's PostgreSQL up, unless one was given from outside."""
    if "DATABASE_URL" in os.environ:
        return
    cluster = postgres.main_cluster()
    if not cluster.is_running():
        progress.say("PostgreSQL starts" if cluster.data.exists() else "PostgreSQL is set up")
    cluster.ensure()


def become(arguments: Sequence[str], env: dict[str, str] | None = None) -> NoReturn:
    """Replace this process by the command."""
    sys.stdout.flush()
    os.execvpe(arguments[0], list(arguments), env or environment())


def demo(arguments: Sequence[str]) -> NoReturn:
    """Set up, load the demo city, play a day, serve. --fresh: load it anew; --no-serve: stop after loading; --port N."""
    prepare()
    start_postgres()
    become([PYTHON, "-m", "tools.demo", *arguments])


def run(arguments: Sequence[str]) -> NoReturn:
    """Serve what is there, loading nothing. --port N."""
    prepare()
    start_postgres()
    become([PYTHON, "-m", "tools.demo", "--serve-only", *arguments])


def test(arguments: Sequence[str]) -> NoReturn:
    """Run the whole suite, as CI does; with arguments, what they name (they go to pytest)."""
    prepare()
    browser.ensure()
    if "DATABASE_URL" not in os.environ:
        postgres.test_cluster().ensure()
    chosen = list(arguments) or ["-n", "2", "--dist", "loadfile"]
    env = dict(os.environ)
    become([PYTHON, "-m", "pytest", *chosen], env)


def check(arguments: Sequence[str]) -> NoReturn:
    """Hold the code against the house rules: format, lint, types, floors, templates, migrations, words, sizes."""
    prepare()
    become([PYTHON, "-m", "tools.check", *arguments], dict(os.environ))


def tidy(_: Sequence[str]) -> None:
    """Mend what a machine can mend: format of code and templates, order of imports."""
    for command in (
        ("ruff", "check", "--fix", "--quiet", "--select", "I,F401", "."),
        ("ruff", "format", "--quiet", "."),
    ):
        subprocess.run([PYTHON, "-m", *command], cwd=ROOT, check=False)
    subprocess.run([str(Path(PYTHON).parent / "djangofmt"), "--quiet", "linli"], cwd=ROOT, check=False)


def bench(arguments: Sequence[str]) -> NoReturn:
    """Measure, each number beside its peer and its limit."""
    prepare()
    start_postgres()
    become([PYTHON, "-m", "bench", *arguments])


def shots(arguments: Sequence[str]) -> NoReturn:
    """Take pictures of the main screens, in both widths and languages."""
    prepare()
    browser.ensure()
    start_postgres()
    become([PYTHON, "-m", "tools.shots", *arguments])


def write_map(arguments: Sequence[str]) -> NoReturn:
    """Write the generated documents: context map, state diagrams, permission tables, requirements."""
    prepare()
    become([PYTHON, "-m", "tools.map", *arguments], dict(os.environ))


def manage(arguments: Sequence[str]) -> NoReturn:
    """Run a Django command with the project's environment."""
    prepare()
    start_postgres()
    become([PYTHON, "manage.py", *arguments])


def psql(arguments: Sequence[str]) -> NoReturn:
    """Open a database prompt as `app` (under the walls), `owner` (the default) or `super`."""
    roles = {"app": postgres.APP, "owner": postgres.OWNER, "super": postgres.SUPER}
    role = roles.get(arguments[0]) if arguments else None
    rest = list(arguments[1:] if role else arguments)
    start_postgres()
    cluster = postgres.main_cluster()
    role = role or postgres.OWNER
    connection = {"PGHOST": str(cluster.sockets), "PGUSER": role, "PGDATABASE": postgres.DATABASE}
    env = dict(os.environ) | connection | {"PGPASSWORD": cluster.passwords.of(role)}
    program = engine.programs() / "psql"
    become([str(program), *rest], env)


def stop(_: Sequence[str]) -> None:
    """Stop this clone's PostgreSQL."""
    for cluster in (postgres.main_cluster(), postgres.test_cluster()):
        if cluster.is_running():
            cluster.stop()
            progress.say(f"PostgreSQL ({cluster.home.name}) stopped")


def lock(_: Sequence[str]) -> None:
    """Compile the locks of Python and npm packages anew, with hashes and without addresses."""
    bare = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-annotate",
        "--no-header",
        "--no-emit-index-url",
    ]
    for name in ("requirements", "requirements-dev", "requirements-node"):
        base = ["--constraint", "requirements.lock"] if name == "requirements-dev" else []
        compiled = [
            PYTHON,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            *bare,
            *base,
            f"{name}.in",
            "--output-file",
            f"{name}.lock",
        ]
        subprocess.run(compiled, check=True, cwd=ROOT)
        progress.say(f"{name}.lock")
    subprocess.run([*assets.npm(), "install", "--package-lock-only", "--no-audit"], check=True, cwd=ROOT)
    if '"resolved"' in (ROOT / "package-lock.json").read_text(encoding="utf-8"):
        raise SetupError(
            "package-lock.json holds addresses. Remove its `resolved` lines: .npmrc should have kept them out."
        )


COMMANDS: dict[str, Callable[[Sequence[str]], None]] = {
    "demo": demo,
    "run": run,
    "test": test,
    "check": check,
    "tidy": tidy,
    "bench": bench,
    "shots": shots,
    "map": write_map,
    "manage": manage,
    "psql": psql,
    "stop": stop,
    "lock": lock,
}


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {name:8}{(command.__doc__ or '').splitlines()[0]}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: ./dev COMMAND [...]. Whatever is missing is put in place first.", "", *lines])


def main(arguments: Sequence[str]) -> None:
    """Do what the first argument names."""
    name = arguments[0] if arguments else "help"
    if name == "help":
        print(usage())
        return
    if name not in COMMANDS:
        project.fail(f"there is no command {name!r}.\n\n{usage()}")
    try:
        COMMANDS[name](arguments[1:])
    except SetupError as error:
        project.fail(str(error))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(130) from None
