// What every page does with script: theme, keys, rows. Pages work without it.

const root = document.documentElement;
const media = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : media.matches);
const themeButton = document.getElementById("theme");
function showTheme() {
  themeButton.setAttribute("aria-pressed", String(isDark()));
}
themeButton.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  showTheme();
});
media.addEventListener("change", showTheme);
showTheme();

const keys = document.getElementById("keys");
document.getElementById("help").addEventListener("click", () => keys.showModal());

/** Say something to those who listen to the page. */
export function tell(words) {
  document.getElementById("told").textContent = words;
}

/** Rows that j and k go through: anything with data-row, whose first link Enter opens. */
function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
}
function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step))];
  const link = next.querySelector("a, button, summary") ?? next;
  link.focus();
  next.scrollIntoView({ block: "nearest" });
}

const places = { b: "/", s: "/statements", e: "/board", w: "/workbench" };
const bound = new Map([["j", () => move(1)], ["k", () => move(-1)]]);

/** Let a key do something on this page, where no field is being typed into. */
export function onKey(key, act) {
  bound.set(key, act);
}

let waiting = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = event.target;
  if (at instanceof Element && at.closest("input, textarea, select, dialog[open]")) return;
  if (waiting) {
    waiting = false;
    if (event.key in places) {
      event.preventDefault();
      location.href = places[event.key];
    }
    return;
  }
  if (event.key === "g") {
    waiting = true;
    setTimeout(() => { waiting = false; }, 1500);
    return;
  }
  const act = bound.get(event.key);
  if (act) {
    event.preventDefault();
    act(event);
    return;
  }
  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (named) {
    event.preventDefault();
    if (named.matches("input:not([type=checkbox], [type=radio]), select, textarea")) named.focus();
    else named.click();
  }
});

/** Forms of filters are sent when something is chosen, so that the address always says what is shown. */
for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) if (!field.value) field.disabled = true;
  });
}

// Heard on the document, so that buttons in parts that come later copy too.
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard?.writeText(new URL(button.dataset.copy, location.href).href).catch(() => {});
  tell("The link is copied");
  button.dataset.done = "";
  setTimeout(() => delete button.dataset.done, 1500);
});
