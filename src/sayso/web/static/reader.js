// The reader with script: choosing a span changes the card and the address, and not the page.
import { onKey, tell } from "./base.js";

const card = document.getElementById("card");
const text = document.querySelector(".text");

async function choose(address, push = true) {
  const url = new URL(address, location.href);
  const asked = new URL(url);
  asked.searchParams.set("part", "card");
  asked.hash = "";
  const answer = await fetch(asked).catch(() => null);
  if (!answer?.ok) {
    location.href = url;
    return;
  }
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  card.replaceChildren(...made.body.childNodes);
  if (push) history.pushState(null, "", url);
  remember();
  show(url);
}

/** Mark the chosen span in the text, and bring it into view. */
function show(url) {
  for (const old of text?.querySelectorAll(".here") ?? []) old.classList.remove("here");
  const name = card.querySelector(".overline .tag")?.textContent;
  const tag = name && document.getElementById(`m-${name}`);
  if (!tag) return;
  tag.classList.add("here");
  const [start, end] = (url.searchParams.get("s") ?? "").split("-").map(Number);
  for (const piece of tag.parentElement.querySelectorAll(".x")) {
    const at = Number(piece.dataset.at);
    if (at >= start && at < end) piece.classList.add("here");
  }
  tag.scrollIntoView({ block: "nearest" });
  tag.focus({ preventScroll: true }); // and so its name is read out
}

text?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const tag = event.target.closest("a.tag");
  if (tag) {
    event.preventDefault();
    choose(tag.href);
  }
});
/** What a tag stands for, for whoever points at it: said once in the page, which has thousands of them. */
text?.addEventListener("pointerover", (event) => {
  const tag = event.target.closest("a.tag");
  if (tag) tag.title ||= tag.getAttribute("aria-label");
});
card.addEventListener("click", (event) => {
  const link = event.target.closest("a[rel=prev], a[rel=next]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    choose(link.href);
  }
});
addEventListener("popstate", () => choose(location.href, false));

const columns = document.querySelector(".columns");
onKey("[", () => columns.classList.toggle("no-outline"));
onKey("]", () => columns.classList.toggle("no-card"));
onKey("e", () => {
  const box = card.querySelector("details.correct");
  if (box) {
    box.open = true;
    box.querySelector("select").focus();
  }
});
/** Accept and reject: the box is opened, so that whoever has not said who they are is asked for it. */
for (const key of ["a", "r"]) {
  onKey(key, () => {
    const button = card.querySelector(`button[data-key="${key}"]`);
    if (!button) return;
    button.closest("details").open = true;
    if (button.form.reportValidity()) button.click();
  });
}

/** Whoever corrects says who they are once. */
function remember() {
  for (const field of document.querySelectorAll("[data-remember]")) {
    field.value ||= localStorage.getItem(field.dataset.remember) ?? "";
    field.addEventListener("change", () => localStorage.setItem(field.dataset.remember, field.value));
  }
}
remember();
if (location.search.includes("s=")) card.querySelector(".overline") && show(new URL(location.href));
