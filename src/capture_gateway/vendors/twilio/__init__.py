"""Twilio: https://www.twilio.com/docs/usage/webhooks."""
