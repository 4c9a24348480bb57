"""The page's layout: components and which action each event calls. Nothing here does work."""
