"""The project package: wiring by name, and the kernel that the three apps stand on."""
