// The focal point of a photograph: by a click on it, by arrow keys, or in the two fields, which are all one.
const PERCENT = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value) => Math.min(100, Math.max(0, Math.round(value) || 0));

function begin(area) {
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_${area.dataset.focus}_${axis}`));
  if (!fields.every(Boolean)) return;
  const frame = area.querySelector(".focal-picture");
  const picture = frame.querySelector("img");
  const crops = [...area.querySelectorAll(".focal-crops img")];
  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "focal-mark";
  frame.append(mark);
  area.classList.add("is-live");
  area.querySelector(".with-script").hidden = false;
  area.querySelector(".without-script").hidden = true;
  for (const crop of crops) crop.src = picture.src;

  const point = () => fields.map((field) => within(Number(field.value)));

  function show() {
    const [x, y] = point();
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    mark.setAttribute("aria-label", area.dataset.said.replace("{x}", x).replace("{y}", y));
    for (const crop of crops) {
      const shape = crop.width / crop.height || 1;
      const [width, height] = [picture.naturalWidth || picture.width, picture.naturalHeight || picture.height];
      const kept = [Math.min(1, (height * shape) / width), Math.min(1, width / shape / height)];
      // Where the crop begins, of the room that it has: what object-position means by percent.
      const position = [x, y].map((at, axis) => {
        const room = 1 - kept[axis];
        return room > 0 ? (100 * Math.min(room, Math.max(0, at / 100 - kept[axis] / 2))) / room : 50;
      });
      crop.style.objectPosition = `${position[0]}% ${position[1]}%`;
    }
  }

  function set(x, y) {
    [x, y].forEach((value, axis) => { fields[axis].value = within(value); });
    for (const field of fields) field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    mark.focus();
  });
  mark.addEventListener("keydown", (event) => {
    const step = PERCENT[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [x, y] = point();
    const size = event.shiftKey ? 10 : 1;
    set(x + step[0] * size, y + step[1] * size);
  });
  for (const field of fields) field.addEventListener("input", show);
  for (const field of fields) field.addEventListener("change", show);
  picture.addEventListener("load", show);
  window.addEventListener("resize", show);
  show();
}

document.querySelectorAll("[data-focus]").forEach(begin);
