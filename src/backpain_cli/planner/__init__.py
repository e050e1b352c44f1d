"""A plan of one's own: the best one for a stated value, exact to the second."""
