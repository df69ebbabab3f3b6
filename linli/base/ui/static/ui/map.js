// A tile map is one stop for the Tab key; arrows go to the nearest tile that way, Home and End to the first and last. Without this file
// every tile is a stop of its own.
const middle = (tile) => {
  const box = tile.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nearest(tiles, from, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const tile of tiles) {
    const [tx, ty] = middle(tile);
    const ahead = (tx - x) * dx + (ty - y) * dy;
    if (ahead < 1) continue;
    // Sideways counts double, so that a row or a column is kept to.
    const distance = ahead + 2 * Math.abs((tx - x) * dy + (ty - y) * dx);
    if (distance < least) [best, least] = [tile, distance];
  }
  return best;
}

function prepare(root) {
  for (const map of root.querySelectorAll?.("[data-map]") ?? []) {
    const tiles = [...map.querySelectorAll(".map-tile")];
    tiles.forEach((tile, place) => (tile.tabIndex = place ? -1 : 0));
    map.addEventListener("keydown", (event) => {
      const here = event.target.closest(".map-tile");
      if (!here || event.ctrlKey || event.altKey || event.metaKey) return;
      const way = WAYS[event.key];
      const next = way ? nearest(tiles, here, way) : { Home: tiles[0], End: tiles.at(-1) }[event.key];
      if (!next) return;
      event.preventDefault();
      here.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
}

prepare(document);
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && prepare(event.detail.elt));
