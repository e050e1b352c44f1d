"""A guided fifteen-minute self-treatment for a sore back, in the terminal."""

__version__ = "0.1.0"
