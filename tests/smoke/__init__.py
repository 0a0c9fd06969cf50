"""`make smoke`: the platform on a fresh data folder, walked over HTTP, stopped, killed, started again."""
