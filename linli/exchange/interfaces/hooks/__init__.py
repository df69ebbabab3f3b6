"""Webhooks as such: what is sent (CloudEvents 1.0), how it is signed (Standard Webhooks), where it may go. Knows no table."""
