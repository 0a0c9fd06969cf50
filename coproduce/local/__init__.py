"""The embedded engines and the supervisor behind `make run`: development and trial only, never production."""
