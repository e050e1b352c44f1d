"""What is kept of a person: the store, and the journal that survives a crash."""
