"""How the shipped data and models are made; see README.md. Never imported by the package."""
