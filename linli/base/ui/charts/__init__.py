"""Geometry of small charts and tile maps, as plain values: templates only print what is computed here."""

from linli.base.ui.charts.numbers import shown
from linli.base.ui.charts.tiles import Key, Scale, Tile, TileMap, breaks_of, tile_map
from linli.base.ui.charts.trends import HEIGHT, WIDTH, Chart, Point, Spark, nice_scale, spark, trend

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Chart",
    "Key",
    "Point",
    "Scale",
    "Spark",
    "Tile",
    "TileMap",
    "breaks_of",
    "nice_scale",
    "shown",
    "spark",
    "tile_map",
    "trend",
]
