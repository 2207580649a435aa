// The workbench with script: keys, several at once, and a page that looks again by itself.
import { onKey, tell } from "./base.js";

/** Whoever corrects says who they are once. */
const remembered = [...document.querySelectorAll("[data-remember]")];
for (const field of remembered) {
  field.value ||= localStorage.getItem(field.dataset.remember) ?? "";
  field.addEventListener("input", () => {
    localStorage.setItem(field.dataset.remember, field.value);
    for (const other of remembered) if (other !== field && other.dataset.remember === field.dataset.remember) other.value = field.value;
  });
}

for (const button of document.querySelectorAll("[data-copy-text]")) {
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(button.dataset.copyText).then(() => true, () => false);
    tell(done ? "Copied" : "The browser does not let this page copy");
  });
}

const rowHere = () => document.activeElement?.closest("[data-row]");
const boxOf = (row) => row?.querySelector('input[type="checkbox"]');

/** Space chooses a row, where it does nothing else. */
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, button, summary, dialog")) return;
  const box = boxOf(rowHere());
  if (!box) return;
  event.preventDefault();
  box.click();
});

// -- review ---------------------------------------------------------------------------------------------------

const queue = document.querySelector(".queue");
const picked = () => [...(queue?.querySelectorAll("[data-row]") ?? [])].filter((row) => row.querySelector(".pick").checked);

queue?.addEventListener("change", (event) => {
  const box = event.target.closest(".pick");
  if (!box) return;
  box.closest("[data-row]").toggleAttribute("data-picked", box.checked);
  const n = picked().length;
  document.getElementById("selected").textContent = n ? `${n} selected` : "None selected";
});

/** Send a form for one record; the answer, or what was wrong. */
async function send(form, target) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("target", target);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.ok) return null;
  const problem = await answer?.json().catch(() => null);
  return problem ? `${problem.detail} ${problem.title}` : "The server does not answer";
}

let busy = false;
async function decide(name) {
  const form = document.getElementById(name);
  const chosen = picked();
  const here = rowHere();
  const rows = chosen.length ? chosen : here && queue.contains(here) ? [here] : [];
  if (busy || !form) return;
  if (!rows.length) return tell("No record is selected");
  if (!form.reportValidity()) return;
  busy = true;
  const outcome = document.getElementById("outcome");
  outcome.textContent = "";
  let done = 0;
  for (const row of rows) {
    const wrong = await send(form, row.dataset.target);
    if (wrong) {
      outcome.textContent = wrong;
      break;
    }
    done += 1;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const focused = row.contains(document.activeElement);
    row.remove();
    if (focused) next?.querySelector("a")?.focus();
  }
  busy = false;
  const n = picked().length;
  document.getElementById("selected").textContent = n ? `${n} selected` : "None selected";
  tell(`${done} ${name === "accept" ? "accepted" : "rejected"}`);
  if (!queue.querySelector("[data-row]")) location.reload();
}

if (queue) {
  onKey("a", () => decide("accept"));
  onKey("r", () => decide("reject"));
  onKey("e", () => {
    const box = rowHere()?.querySelector("details.edit");
    if (!box) return;
    box.open = true;
    box.querySelector("select").focus();
  });
  for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", () => decide(button.dataset.act));
  for (const button of queue.querySelectorAll("[data-does]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      for (const row of picked()) row.querySelector(".pick").click();
      button.focus();
      decide(button.dataset.does);
    });
  }
}

onKey("u", () => {
  const button = rowHere()?.querySelector("button.undo");
  if (button) button.click();
  else tell("This row is nothing that can be undone");
});

// -- what is still being made -----------------------------------------------------------------------------------

const waiting = document.querySelector("[data-waiting]");
function again() {
  if (document.querySelector("dialog[open]") || document.activeElement?.matches("input, select, textarea")) setTimeout(again, 1500);
  else location.reload();
}
if (waiting) setTimeout(again, 1200);
