"""The pages that are a participant's own, behind the link that was sent to them."""
