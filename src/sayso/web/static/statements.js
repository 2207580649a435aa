// Rows of statements with keys: choose, compare, open the source, the speaker, the lanes.
import { onKey, tell } from "./base.js";

const current = () => document.activeElement?.closest("[data-row]") ?? null;
const boxes = () => [...document.querySelectorAll("input[name=compare][type=checkbox]")];
const chosen = () => new Set(
  [...document.querySelectorAll(".picker input[name=compare]")].filter((box) => box.type !== "checkbox" || box.checked).map((box) => box.value),
).size;
const button = document.getElementById("compare");

function count() {
  const n = chosen();
  if (button) button.textContent = n ? `Compare the chosen (${n})` : "Compare the chosen";
  return n;
}
for (const box of boxes()) {
  box.addEventListener("change", () => {
    if (count() > 4) {
      box.checked = false;
      count();
      tell("Four can be compared at most");
    }
  });
}
count();

onKey("c", () => {
  const box = current()?.querySelector("input[name=compare]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  tell(`${chosen()} chosen for comparison`);
});
onKey("C", () => {
  if (chosen() > 1) button?.click();
  else tell("Choose two at least");
});
const follow = (selector) => () => (current() ?? document).querySelector(selector)?.click();
onKey("o", follow("[data-source]"));
onKey("s", follow("[data-speaker]"));
onKey("l", () => {
  const box = current()?.querySelector("details");
  if (box) box.open = !box.open;
});
