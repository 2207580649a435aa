// The event board with script: pictures made of the tables that stand under them, brushes by hand and by key.
import { tell } from "./base.js";

const { d3, Plot, topojson } = window;
const region = document.getElementById("region");
const WORLD = { coarse: "/static/vendor/countries-110m.json", fine: "/static/vendor/countries-50m.json" };

// -- another view of the same board: its part of the page is fetched, the address says what is shown ---------

let asked = 0;
async function go(address, push = true) {
  const url = new URL(address, location.href);
  const turn = (asked += 1);
  const part = new URL(url);
  part.searchParams.set("part", "region");
  part.hash = "";
  region.setAttribute("aria-busy", "true");
  const answer = await fetch(part).catch(() => null);
  if (turn !== asked) return; // another one was asked for meanwhile
  if (!answer?.ok) {
    location.href = url;
    return;
  }
  const focused = document.activeElement?.id;
  const opened = [...region.querySelectorAll("details[open] > summary")].map((one) => name(one.parentElement));
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  region.replaceChildren(...made.body.childNodes);
  region.removeAttribute("aria-busy");
  for (const box of region.querySelectorAll("details")) if (opened.includes(name(box))) box.open = true;
  if (push && url.href !== location.href) history.pushState(null, "", url);
  draw();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  tell(region.querySelector("h1").textContent);
}

/** What tells a box apart that is opened and closed. */
function name(box) {
  return box.querySelector("input")?.name ?? box.closest("section")?.className + box.className;
}

region.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.pathname !== "/board") return;
  event.preventDefault();
  go(link.href);
});
region.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(event.target)].filter(([, value]) => value !== "");
  go(`/board?${new URLSearchParams(given)}`);
});
region.addEventListener("change", (event) => {
  if (event.target.matches("input[type=text], input[type=search], input:not([type])")) return; // Enter sends these
  if (event.target.type === "date" && event.target.value && event.target.value < "1000") return; // a year half typed
  event.target.form?.requestSubmit();
});
/** A list of choices closes when somebody goes on to something else. */
function closeOthers(event) {
  for (const box of region.querySelectorAll("details.choice[open]")) {
    const leaves = event.type === "keydown" ? event.key === "Escape" && box.contains(event.target) : !box.contains(event.target);
    if (!leaves) continue;
    if (event.type === "keydown") box.querySelector("summary").focus();
    box.open = false;
  }
}
document.addEventListener("pointerdown", closeOthers);
document.addEventListener("focusin", closeOthers);
document.addEventListener("keydown", closeOthers);
addEventListener("popstate", () => go(location.href, false));

/** In a picture a key does what the link of that name does. */
region.addEventListener("keydown", (event) => {
  const picture = event.target.closest(".picture");
  if (!picture || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key === "=" ? "+" : event.key === "_" ? "-" : event.key;
  const link = picture.closest("section").querySelector(`[data-step="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  link.click();
});

/** The address of this view with some of it changed. */
function changed(changes) {
  const url = new URL(location.href);
  for (const gone of ["page", "open", "part"]) url.searchParams.delete(gone);
  for (const [key, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  return url;
}

// -- pictures ------------------------------------------------------------------------------------------------

function draw() {
  drawTime();
  drawMap();
}

/** A plot without its own style element, which the page's policy does not let in: ours is in board.css. */
function plotted(options) {
  const made = Plot.plot({ className: "plot", ...options });
  made.querySelectorAll("style").forEach((style) => style.remove());
  made.setAttribute("role", "img");
  const bars = [...made.querySelectorAll("g[aria-label=rect]")];
  options.classes?.forEach((name, n) => bars[n]?.classList.add(name));
  // Names of parts are for those who see the picture's source: the table is what is read out.
  made.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  return made;
}

const UNITS = { day: d3.utcDay, week: d3.utcMonday, month: d3.utcMonth, year: d3.utcYear };
const iso = (day) => day.toISOString().slice(0, 10);
const after = (text) => d3.utcDay.offset(new Date(text), 1);

function drawTime() {
  const picture = document.getElementById("time-picture");
  if (!picture) return;
  const { start, end, since, until, grain } = picture.dataset;
  const rows = [...document.querySelectorAll("#time-table tbody tr")].map(({ dataset }) => ({
    x1: new Date(dataset.start), x2: after(dataset.end), known: Number(dataset.known), possible: Number(dataset.possible),
  }));
  const most = d3.max(rows, (row) => row.known + row.possible) ?? 0;
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16; // text may be larger than ours
  const height = 180 * rem;
  const inset = rows.length > 60 ? 0.25 : 0.75;
  const made = plotted({
    width: picture.clientWidth, height, marginLeft: 45 * rem, marginRight: 24 * rem, marginTop: 20 * rem, marginBottom: 32 * rem,
    ariaLabel: picture.getAttribute("aria-label"), classes: ["known", "possible"].filter((name) => rows.some((row) => row[name])), // Plot draws no group for no bars
    x: { type: "utc", domain: [new Date(start), after(end)], label: null, ticks: d3.utcDay.count(new Date(start), new Date(end)) < 20 ? "day" : undefined },
    y: { domain: [0, Math.max(1, most)], label: "events", grid: true, ticks: Math.min(4, most || 1), tickFormat: "d" },
    marks: [
      Plot.rectY(rows.filter((row) => row.known), { x1: "x1", x2: "x2", y: "known", inset }),
      Plot.rectY(rows.filter((row) => row.possible), { x1: "x1", x2: "x2", y1: "known", y2: (row) => row.known + row.possible, inset }),
      Plot.ruleY([0], { stroke: "var(--edge)" }),
    ],
  });
  const scale = made.scale("x");
  const overlay = d3.select(made).append("rect").attr("class", "brush");
  const place = (from, to) => overlay.attr("x", Math.min(from, to)).attr("y", 12 * rem).attr("width", Math.abs(to - from)).attr("height", height - 42 * rem);
  if (since || until) place(scale.apply(new Date(since || start)), scale.apply(until ? after(until) : after(end)));
  picture.replaceChildren(made);
  dragged(picture, made, ([from], [to]) => place(from, to), ([from], [to]) => {
    const days = [Math.min(from, to), Math.max(from, to)].map((x) => scale.invert(x));
    const unit = UNITS[grain];
    const first = unit.floor(days[0] < new Date(start) ? new Date(start) : days[0]);
    const last = d3.utcDay.offset(unit.offset(unit.floor(days[1] > new Date(end) ? new Date(end) : days[1]), 1), -1);
    go(changed({ since: iso(first), until: iso(last) }));
  });
}

const worlds = {};
function world(kind) {
  worlds[kind] ??= fetch(WORLD[kind]).then((answer) => answer.json())
    .then((data) => topojson.feature(data, data.objects.countries).features.map((one) => ({ one, bounds: d3.geoBounds(one) })));
  return worlds[kind];
}

async function drawMap() {
  const picture = document.getElementById("map-picture");
  if (!picture) return;
  const places = [...document.querySelectorAll("#map-table tbody tr")].map(({ dataset }) => ({
    name: dataset.name, at: dataset.at, lat: Number(dataset.lat), lon: Number(dataset.lon), precision: dataset.precision, events: Number(dataset.events),
  }));
  const [west, south, east, north] = picture.dataset.shown ? picture.dataset.shown.split(",").map(Number) : extent(places);
  const countries = await world(east - west > 70 || east < west ? "coarse" : "fine");
  if (!picture.isConnected) return;
  const width = picture.clientWidth;
  const height = Math.max(picture.clientHeight, Math.round(Math.min(width * 0.62, 620)));
  const corners = { type: "MultiPoint", coordinates: [[west, clamp(south)], [east < west ? east + 360 : east, clamp(north)]] };
  const projection = d3.geoMercator().rotate(east < west ? [180, 0] : [0, 0]).fitExtent([[14, 14], [width - 14, height - 14]], corners);
  const near = countries.filter(({ bounds }) => east < west || touches(bounds, projection, width, height)).map(({ one }) => one);
  const most = d3.max(places, (place) => place.events) ?? 1;
  const radius = (place) => (places.length > 100 ? 2.5 : 3.5) + 12 * Math.sqrt(place.events / Math.max(most, 8));
  const made = plotted({
    width, height, margin: 0, ariaLabel: picture.getAttribute("aria-label"), projection: () => projection,
    marks: [Plot.geo(near, { fill: "var(--sunk)", stroke: "var(--edge)", strokeWidth: 0.5 })],
  });
  const svg = d3.select(made);
  // Symbols are drawn by d3: Plot has no mark that changes its dashes from place to place.
  const dots = svg.append("g").selectAll("g").data(d3.sort(places, (place) => -place.events)).join("g")
    .attr("transform", (place) => `translate(${projection([place.lon, place.lat])})`);
  dots.append("path").attr("class", (place) => `dot ${place.precision}`).attr("d", (place) =>
    place.precision === "other" ? d3.symbol(d3.symbolDiamond, radius(place) ** 2 * 2)() : d3.symbol(d3.symbolCircle, Math.PI * radius(place) ** 2)());
  dots.append("title").text((place) => `${place.name}: ${place.events} (${place.precision})`);
  const taken = [];
  const nearEdge = (place) => projection([place.lon, place.lat])[0] > width - 110;
  const named = dots.data().slice(0, 14).filter((place) => free(taken, projection([place.lon, place.lat]), place.name));
  svg.append("g").selectAll("text").data(named).join("text").attr("dy", "0.32em").text((place) => place.name.slice(0, 24))
    .attr("class", (place) => `place-name${nearEdge(place) ? " before" : ""}`)
    .attr("x", (place) => projection([place.lon, place.lat])[0] + (nearEdge(place) ? -1 : 1) * (radius(place) + 3))
    .attr("y", (place) => projection([place.lon, place.lat])[1]);
  const overlay = svg.append("rect").attr("class", "brush");
  const place = ([x1, y1], [x2, y2]) => overlay.attr("x", Math.min(x1, x2)).attr("y", Math.min(y1, y2)).attr("width", Math.abs(x2 - x1)).attr("height", Math.abs(y2 - y1));
  const box = picture.dataset.box && picture.dataset.box.split(",").map(Number);
  if (box && box[0] <= box[2]) place(projection([box[0], clamp(box[3])]), projection([box[2], clamp(box[1])]));
  picture.replaceChildren(made);
  dragged(picture, made, place, (from, to) => {
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) < 5) {
      const hit = d3.least(places, (one) => { const at = projection([one.lon, one.lat]); return Math.hypot(at[0] - to[0], at[1] - to[1]) - radius(one); });
      const at = hit && projection([hit.lon, hit.lat]);
      if (at && Math.hypot(at[0] - to[0], at[1] - to[1]) < radius(hit) + 4) go(changed({ place: hit.name, at: hit.at }));
      else drawMap();
      return;
    }
    const a = projection.invert([Math.min(from[0], to[0]), Math.max(from[1], to[1])]);
    const b = projection.invert([Math.max(from[0], to[0]), Math.min(from[1], to[1])]);
    go(changed({ box: [...a, ...b].map((value) => Number(value.toFixed(3))).join(",") }));
  });
}

const clamp = (lat) => Math.max(-70, Math.min(80, lat));

/** The part of the world in which all places lie, with some air around them. */
function extent(places) {
  const [west, east] = d3.extent(places, (place) => place.lon);
  const [south, north] = d3.extent(places, (place) => place.lat);
  const wide = Math.max(2, (east - west) * 0.06), high = Math.max(1.2, (north - south) * 0.06);
  return [Math.max(-180, west - wide), south - high, Math.min(180, east + wide), north + high];
}

function touches([[west, south], [east, north]], projection, width, height) {
  if (west > east) return true;
  const [x1, y1] = projection([west, clamp(north)]);
  const [x2, y2] = projection([east, clamp(south)]);
  return x2 >= 0 && x1 <= width && y2 >= 0 && y1 <= height;
}

/** Whether a name can be written here without covering another. */
function free(taken, [x, y], name) {
  const box = [x, y - 8, x + 14 + name.length * 7, y + 8];
  const clear = taken.every((one) => box[2] < one[0] || box[0] > one[2] || box[3] < one[1] || box[1] > one[3]);
  if (clear) taken.push(box);
  return clear;
}

/** Let somebody drag over a picture: `show` while it goes on, `done` at the end, each with two points. */
function dragged(picture, made, show, done) {
  let from = null;
  const at = (event) => d3.pointer(event, made);
  made.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = at(event);
    made.setPointerCapture(event.pointerId);
  });
  made.addEventListener("pointermove", (event) => { if (from) show(from, at(event)); });
  made.addEventListener("pointerup", (event) => {
    if (!from) return;
    const start = from;
    from = null;
    done(start, at(event));
  });
  made.addEventListener("pointercancel", () => { from = null; draw(); });
}

let wide = innerWidth;
let waiting;
addEventListener("resize", () => {
  if (innerWidth === wide) return;
  wide = innerWidth;
  clearTimeout(waiting);
  waiting = setTimeout(draw, 150);
});
draw();
