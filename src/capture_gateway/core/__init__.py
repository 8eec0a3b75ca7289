"""What consent is: values and rules. No IO, no clock, no framework; time and randomness are passed in."""
