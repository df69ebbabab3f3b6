"""Pages of notices: one's own settings, the administrator's log and words."""
