"""What we send of our own accord: texts that were written down with what they tell of, sent by the provider's API."""
