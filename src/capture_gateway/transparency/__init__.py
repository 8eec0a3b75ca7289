"""What outsiders see of the tree over the records: its signed checkpoints, its tiles, and the keys that sign it."""
