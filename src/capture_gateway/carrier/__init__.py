"""What carriers and their reviewers read: the public page of a program, and the folder for a registration."""
