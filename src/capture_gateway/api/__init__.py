"""What integrators read: "may I contact this person?" and "show me the proof"."""
