"""The demo city: a real district's places, people who don't exist, and ninety days of work between them."""
