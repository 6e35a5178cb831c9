// Drag over the timeline to choose days; the choice is an address like every other filter.

/** Let `figure` be brushed: a drag opens its address with `since` and `until`. */
export function brush(figure) {
  const svg = figure.querySelector("svg");
  const bars = [...svg.querySelectorAll(".bar")];
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shade.setAttribute("class", "brush");
  shade.setAttribute("y", "0");
  shade.setAttribute("height", "98");
  let from = null;

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * 1000;
  };
  const show = (a, b) => {
    shade.setAttribute("x", String(Math.min(a, b)));
    shade.setAttribute("width", String(Math.abs(a - b)));
  };
  svg.addEventListener("pointerdown", (event) => {
    from = at(event);
    show(from, from);
    svg.append(shade);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => from !== null && show(from, at(event)));
  svg.addEventListener("pointercancel", () => { from = null; shade.remove(); });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [left, right] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    const hit = bars.filter((bar) => {
      const x = Number(bar.dataset.x);
      return x + Number(bar.dataset.w) >= left && x <= right;
    });
    if (!hit.length) return shade.remove();
    const address = new URL(figure.dataset.brush, location.href);
    address.searchParams.set("since", hit[0].dataset.since);
    address.searchParams.set("until", hit[hit.length - 1].dataset.until);
    location.assign(address);
  });
  figure.dataset.ready = "";
}
