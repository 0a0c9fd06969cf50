"""People who sign in: accounts, dated roles in teams, and the one question of access."""
