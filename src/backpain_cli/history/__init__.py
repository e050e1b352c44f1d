"""What is kept of a person: the store, and the journal that survives a crash."""

FILE_NAME = "history.sqlite3"
"""Of the store, in the person's data folder. It stands here so that who asks whether there is one imports nothing."""
