// The map: clusters come from the server; a place is drawn as exactly as it is known, no more.
import "../vendor/leaflet.js";
import feature from "../vendor/topojson/feature.js";

const L = window.L;

const VIOLENT = new Set(["ASSAULT", "COERCE"]);
// Radius in metres of what "somewhere in there" means, by UCDP where_prec; 1 is a point.
const REACH = { 2: 25_000, 3: 45_000, 4: 110_000, 5: 90_000, 7: 150_000 };
const FINE = 4.5; // the zoom from which finer shapes are worth their weight
const shapes = new Map();

/** Draw the map that `holder` asks for: clusters by address, or the places of one incident. */
export async function draw(holder) {
  const map = L.map(holder, {
    worldCopyJump: true, minZoom: 1, maxZoom: 12, attributionControl: false, zoomSnap: 0.5, keyboard: true,
  }).setView([25, 30], 2);
  const ground = L.layerGroup().addTo(map);
  const lay = async () => {
    const land = await countries(map.getZoom() >= FINE ? "50m" : "110m");
    if (ground.laid === land) return;
    ground.clearLayers().addLayer(L.geoJSON(land, { interactive: false, style: { className: "land", weight: 0.6 } }));
    ground.laid = land;
  };
  await lay();
  map.on("zoomend", lay);
  if (holder.dataset.spots) places(map, JSON.parse(holder.dataset.spots), await countries("110m"));
  else await clusters(map, holder.dataset.clusters);
  holder.dataset.drawn = "";
}

async function countries(scale) {
  if (!shapes.has(scale)) {
    shapes.set(scale, fetch(`/static/vendor/countries-${scale}.json`)
      .then((answer) => answer.json())
      .then((world) => unwrapped(feature(world, world.objects.countries))));
  }
  return shapes.get(scale);
}

/** Rings that cross the 180th meridian go on past it, instead of back around the world. */
function unwrapped(land) {
  const whole = (ring) => {
    const crosses = ring.some(([x], i) => i && Math.abs(x - ring[i - 1][0]) > 180);
    return crosses ? ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]) : ring;
  };
  for (const { geometry } of land.features) {
    geometry.coordinates = geometry.type === "Polygon"
      ? geometry.coordinates.map(whole)
      : geometry.coordinates.map((polygon) => polygon.map(whole));
  }
  return land;
}

/** The country whose shape holds a point (even-odd rule), or undefined. */
function countryAt([lat, lon], land) {
  const holds = (ring) => ring.reduce((inside, [x, y], i) => {
    const [u, v] = ring[(i + ring.length - 1) % ring.length];
    return (y > lat) !== (v > lat) && lon < ((u - x) * (lat - y)) / (v - y) + x ? !inside : inside;
  }, false);
  return land.features.find(({ geometry: { type, coordinates } }) =>
    (type === "Polygon" ? [coordinates] : coordinates).some(([outer]) => holds(outer)));
}

function places(map, spots, land) {
  const bounds = L.latLngBounds([]);
  for (const spot of spots) {
    const at = [spot.lat, spot.lon];
    const whole = spot.precision === 6 && countryAt(at, land);
    const drawn = whole ? L.geoJSON(whole, { style: { className: "land whole" } }) : area(at, spot.precision, true) ?? L.marker(at, { icon: pin({ count: 1, violent: 1, kind: "ASSAULT" }) });
    drawn.bindTooltip(told(spot.name, spot.precision)).addTo(map);
    drawn.getElement?.()?.setAttribute("aria-label", spot.name);
    bounds.extend(drawn.getBounds ? drawn.addTo(map).getBounds() : at);
  }
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.4), { maxZoom: 7, animate: false });
}

async function clusters(map, address) {
  const drawn = L.layerGroup().addTo(map);
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    const url = new URL(address, location.href);
    const box = map.getBounds().pad(0.3);
    const edges = { west: box.getWest(), south: Math.max(-90, box.getSouth()), east: box.getEast(), north: Math.min(90, box.getNorth()) };
    for (const [edge, value] of Object.entries(edges)) url.searchParams.set(edge, String(Math.max(-540, Math.min(540, value)).toFixed(3)));
    url.searchParams.set("zoom", String(Math.round(map.getZoom())));
    const answer = await fetch(url, { headers: { accept: "application/geo+json" } });
    if (!answer.ok || turn !== asked) return [];
    const { features } = await answer.json();
    drawn.clearLayers();
    for (const one of features) put(drawn, one, map);
    return features;
  };
  const all = await look();
  const bounds = L.latLngBounds(all.map((one) => one.geometry.coordinates.slice().reverse()));
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.15), { maxZoom: 6, animate: false });
  await look();
  map.on("moveend", look);
}

function put(drawn, one, map) {
  const [lon, lat] = one.geometry.coordinates;
  const facts = one.properties;
  const region = area([lat, lon], facts.precision, facts.violent > 0);
  if (region) region.addTo(drawn).bindTooltip(told(facts.place, facts.precision));
  const words = `${facts.count} incident${facts.count === 1 ? "" : "s"}${facts.place ? ` at ${facts.place}` : ""}`;
  if (region && facts.count === 1) {
    region.on("click", () => location.assign(`/incidents/${facts.id}`));
    return;
  }
  const marker = L.marker([lat, lon], { icon: pin(facts), title: words, keyboard: true });
  marker.on("click keypress", (event) => {
    if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
    if (facts.id) location.assign(`/incidents/${facts.id}`);
    else if (facts.place && map.getZoom() >= 8) byPlace(facts.place);
    else map.setView([lat, lon], Math.min(12, map.getZoom() + 2));
  });
  marker.addTo(drawn);
  marker.getElement()?.setAttribute("aria-label", words);
}

function byPlace(name) {
  const url = new URL(location.href);
  url.searchParams.set("place", name);
  location.assign(url);
}

/** A region as a region: the circle in which the place lies; null for an exact place. */
function area(at, precision, violent) {
  if (precision === 6) return L.circle(at, { radius: 220_000, className: `area${violent ? "" : " calm"}`, weight: 1.2 });
  const radius = REACH[precision];
  return radius ? L.circle(at, { radius, className: `area${violent ? "" : " calm"}`, weight: 1.2 }) : null;
}

const WORDS = { 1: "", 2: "within about 25 km", 3: "somewhere in the district", 4: "somewhere in the province", 5: "somewhere along or in it", 6: "somewhere in the country", 7: "at sea or in the air" };
function told(name, precision) {
  const node = document.createElement("span");
  node.textContent = `${name ?? "several places"}${WORDS[precision] ? `: ${WORDS[precision]}` : ""}`;
  return node;
}

/** Sized by toll (or by count), shaped by kind: violence a diamond, everything else a circle. */
function pin({ count, toll = 0, violent = 0, disputed = 0, kind }) {
  const size = Math.min(46, (count > 1 ? 20 : 13) + 4 * Math.log2(1 + toll / 4 + (count - 1)));
  const half = size / 2;
  const sharp = violent ? violent * 2 >= count : VIOLENT.has(kind);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(svg.namespaceURI, sharp ? "polygon" : "circle");
  if (sharp) shape.setAttribute("points", `${half},0 ${size},${half} ${half},${size} 0,${half}`);
  else for (const [name, value] of [["cx", half], ["cy", half], ["r", half - 1]]) shape.setAttribute(name, value);
  shape.setAttribute("class", "shape");
  svg.append(shape);
  if (count > 1) {
    const text = document.createElementNS(svg.namespaceURI, "text");
    text.setAttribute("x", half);
    text.setAttribute("y", half);
    text.textContent = count > 999 ? `${Math.round(count / 100) / 10}k` : count;
    svg.append(text);
  }
  const html = document.createElement("div");
  html.append(svg);
  return L.divIcon({ html, className: `pin${sharp ? " violent" : ""}${disputed ? " disputed" : ""}`, iconSize: [size, size] });
}
