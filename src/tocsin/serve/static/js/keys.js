// The review queue by keyboard: j and k walk, a accepts, r goes to the reason.

/** Let `queue` be walked with keys. */
export function keys(queue) {
  const cards = [...queue.querySelectorAll(".card")];
  let here = -1;

  const go = (to) => {
    here = Math.max(0, Math.min(cards.length - 1, to));
    cards.forEach((card, i) => card.classList.toggle("here", i === here));
    cards[here]?.querySelector("a, button, input, summary")?.focus();
    cards[here]?.scrollIntoView({ block: "nearest" });
  };
  queue.dataset.ready = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) return;
    const acts = {
      j: () => go(here + 1),
      k: () => go(here - 1),
      a: () => cards[here]?.querySelector("[data-key=a]")?.click(),
      r: () => cards[here]?.querySelector("input[name=why]")?.focus(),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  });
}
