"""Jobs of accounts."""

from procrastinate.contrib.django import app

from linli.base.accounts.actions.sessions import SessionStore


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.clear_sessions", queueing_lock="accounts.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Delete the sessions that have ended, once an hour."""
    SessionStore.clear_expired()
