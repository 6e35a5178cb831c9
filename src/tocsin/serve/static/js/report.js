// Hover or focus a claim, in the text or in the margin, and see all its parts at once.

/** Light up the parts of the claims of `text`. */
export function light(text) {
  const pieces = [...text.querySelectorAll("[data-parts]")];
  const cards = new Map([...document.querySelectorAll("[data-claim]")].map((card) => [card.dataset.claim, card]));

  const dark = () => {
    for (const one of document.querySelectorAll(".lit, .lit-card")) {
      one.classList.remove("lit", "lit-card", ...[...one.classList].filter((name) => name.startsWith("is-")));
    }
  };
  const show = (claim) => {
    dark();
    cards.get(claim)?.classList.add("lit-card");
    for (const piece of pieces) {
      const parts = piece.dataset.parts.split(" ").map((pair) => pair.split(":"));
      const mine = parts.filter(([id]) => id === claim).map(([, part]) => `is-${part}`);
      if (mine.length) piece.classList.add("lit", ...mine);
    }
  };
  const claimOf = (node) => {
    const card = node.closest?.("[data-claim]");
    if (card) return card.dataset.claim;
    const mark = node.closest?.("a.mark");
    return mark?.hash.slice("#d-".length);
  };
  for (const event of ["pointerover", "focusin"]) {
    document.addEventListener(event, ({ target }) => {
      const claim = claimOf(target);
      if (claim) show(claim);
    });
  }
  text.addEventListener("click", ({ target }) => {
    const card = cards.get(claimOf(target));
    if (card) card.open = true;
  });
  text.dataset.ready = "";
  const asked = /^#[md]-(.+)$/.exec(location.hash);
  if (asked && cards.has(asked[1])) {
    cards.get(asked[1]).open = true;
    show(asked[1]);
  }
}
