"""The tests of Coproduce: they mirror the apps."""
