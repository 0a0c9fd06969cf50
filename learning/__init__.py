"""The good-practice library: case studies, from a draft to a reader's inbox."""
