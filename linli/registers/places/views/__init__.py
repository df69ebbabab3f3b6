"""Pages about places at the desk: the tree to look through, and the forms that change it."""
