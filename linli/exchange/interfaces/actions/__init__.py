"""The verbs of interfaces: keys, what an app sends, webhooks."""

from linli.exchange.interfaces.actions.keys import Issued, Used, file_from_app, issue_key, revoke_key, use_key
from linli.exchange.interfaces.actions.sending import send_due
from linli.exchange.interfaces.actions.spreading import forget, hush, spread
from linli.exchange.interfaces.actions.webhooks import (
    Made,
    add_webhook,
    end_webhook,
    pause_webhook,
    resume_webhook,
    rotate_secret,
    send_again,
    send_test,
)

__all__ = [
    "Issued",
    "Made",
    "Used",
    "add_webhook",
    "end_webhook",
    "file_from_app",
    "forget",
    "hush",
    "issue_key",
    "pause_webhook",
    "resume_webhook",
    "revoke_key",
    "rotate_secret",
    "send_again",
    "send_due",
    "send_test",
    "spread",
    "use_key",
]
