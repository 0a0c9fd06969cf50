"""Pages of the library, a module for each activity."""
