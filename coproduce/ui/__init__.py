"""What pages share and no domain knows: forms, components, Markdown, the tile map, refusals in words."""
