"""Reads the folder `prompts/`: what a program promises, and its words in every language."""
