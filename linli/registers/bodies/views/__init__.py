"""Pages about bodies at the desk: who there is, what is missing, and the forms that change it."""
