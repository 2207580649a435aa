// The briefing with script: what was reviewed and muted here, and the time of the last visit.
import { onKey, tell } from "./base.js";

const log = document.getElementById("log");
const name = log?.dataset.case ?? "";
const kept = (what) => {
  try {
    return JSON.parse(localStorage.getItem(`${what} ${name}`)) ?? {};
  } catch {
    return {};
  }
};
const keep = (what, value) => localStorage.setItem(`${what} ${name}`, JSON.stringify(value));

const rows = [...document.querySelectorAll("[data-story]")];
const table = document.querySelector(".units");
const toggle = document.getElementById("show-muted");

/** A story that got new articles since it was reviewed is not reviewed any more. */
function draw() {
  const reviewed = kept("reviewed");
  const muted = kept("muted");
  let hidden = 0;
  for (const row of rows) {
    const isReviewed = reviewed[row.dataset.story] === row.dataset.mark;
    const isMuted = row.dataset.story in muted;
    row.classList.toggle("reviewed", isReviewed);
    row.classList.toggle("muted", isMuted);
    row.querySelector("[data-review]").setAttribute("aria-pressed", String(isReviewed));
    row.querySelector("[data-mute]").setAttribute("aria-pressed", String(isMuted));
    hidden += isMuted;
  }
  if (toggle) {
    toggle.hidden = !hidden;
    const shown = table.classList.contains("with-muted");
    toggle.textContent = shown ? "Hide muted stories" : `Show ${hidden} muted ${hidden === 1 ? "story" : "stories"}`;
    toggle.setAttribute("aria-pressed", String(shown));
  }
}

function change(what, row, words) {
  const all = kept(what);
  const id = row.dataset.story;
  const value = what === "reviewed" ? row.dataset.mark : "muted";
  const on = all[id] !== value;
  if (on) all[id] = value;
  else delete all[id];
  keep(what, all);
  draw();
  tell(on ? `The story is ${words}` : `The story is not ${words} any more`);
}

const current = () => rows.find((row) => row.contains(document.activeElement));
const acting = (what, words) => () => {
  const row = current();
  if (!row) return;
  const next = rows[rows.indexOf(row) + 1];
  change(what, row, words);
  if (row.offsetParent === null) next?.querySelector("a")?.focus();
};
onKey("x", acting("reviewed", "reviewed"));
onKey("m", acting("muted", "muted"));
table?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-review], [data-mute]");
  if (!button) return;
  const isReview = "review" in button.dataset;
  change(isReview ? "reviewed" : "muted", button.closest("tr"), isReview ? "reviewed" : "muted");
});
toggle?.addEventListener("click", () => {
  table.classList.toggle("with-muted");
  draw();
});
draw();

/** Without a time in the address the log is that since the last visit, and the address then says so. */
async function sinceLast() {
  const address = new URL(location.href);
  const last = kept("read").at;
  if (!log || !last || address.searchParams.has("since") || address.hash === "#choose") return;
  address.searchParams.set("since", last);
  const asked = new URL(address);
  asked.searchParams.set("part", "log");
  const answer = await fetch(asked).catch(() => null);
  if (!answer?.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  log.replaceChildren(...made.body.childNodes);
  history.replaceState(null, "", address);
}
log?.addEventListener("click", (event) => {
  if (event.target.closest("[data-read]")) {
    keep("read", { at: new Date().toISOString().replace(/\.\d+Z$/, "Z") });
    const address = new URL(location.href);
    address.searchParams.set("since", kept("read").at);
    for (const name of ["by", "news", "log"]) address.searchParams.delete(name);
    location.href = address;
  } else if (event.target.closest("[data-forget]")) {
    event.preventDefault();
    location.href = `${event.target.closest("[data-forget]").href}#choose`;
  }
});
sinceLast();
