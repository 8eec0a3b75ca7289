"""One person's dossier: everything that is kept of them, in order of time, as one file."""
