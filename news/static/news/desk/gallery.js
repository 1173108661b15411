// The order of a gallery by hand: dragged, moved by buttons, or by the place that is written. It is saved with
// the form, in the fields that are there without this.
(() => {
  "use strict";

  function arrange(group) {
    const words = group.dataset;
    const status = group.querySelector(".gallery-said");
    const tools = group.querySelector(".gallery-tools");
    const rows = () => [...group.querySelectorAll(".inline-related.has_original")];
    const field = (row) => row.querySelector("input[name$='-sort_order']:not([type=hidden])");
    const number = (row) => Number(field(row)?.value || 0);
    if (!tools || rows().some((row) => !field(row))) return;
    let shown = rows().map(number);
    let dragged = null;

    function say(sentence) {
      status.textContent = sentence;
    }

    // The numbers that were there are dealt out anew, so that what did not move counts as unchanged.
    function put(order) {
      const numbers = [...shown].sort((one, other) => one - other);
      const distinct = new Set(numbers).size === numbers.length;
      order.forEach((row, index) => {
        field(row).value = distinct ? numbers[index] : index + 1;
        const place = row.querySelector(".picture-place");
        place.textContent = place.textContent.replace(/\d+/, index + 1);
        row.querySelector(".inline_label").textContent = `#${index + 1}`;
      });
      shown = order.map(number);
      field(order[0]).dispatchEvent(new Event("input", { bubbles: true })); // so that leaving asks first
    }

    function move(row, index) {
      const order = rows().filter((other) => other !== row);
      const place = Math.max(0, Math.min(order.length, index));
      if (place < order.length) order[place].before(row);
      else order[order.length - 1]?.after(row);
      order.splice(place, 0, row);
      put(order);
      row.scrollIntoView({ block: "nearest" });
      say(words.moved.replace("%1", row.dataset.name).replace("%2", place + 1).replace("%3", order.length));
    }

    function button(row, text, sign, step) {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = sign;
      element.title = text;
      element.setAttribute("aria-label", `${text}: ${row.dataset.name}`);
      element.addEventListener("click", () => {
        move(row, rows().indexOf(row) + step);
        element.focus(); // moving takes it away
      });
      return element;
    }

    function writePlace(row) {
      const order = rows();
      const from = order.indexOf(row);
      const wanted = number(row);
      const before = order.filter((other, index) => other !== row && (wanted > shown[from] ? shown[index] <= wanted : shown[index] < wanted));
      move(row, before.length);
      field(row).focus();
    }

    function mark(row, after) {
      for (const other of rows()) {
        other.classList.toggle("drop-before", other === row && after === false);
        other.classList.toggle("drop-after", other === row && after === true);
      }
    }

    const isAfter = (row, event) => {
      const box = row.getBoundingClientRect();
      return event.clientY > box.top + box.height / 2;
    };

    for (const row of rows()) {
      row.querySelector(".picture-order").append(
        button(row, words.up, "↑", -1),
        button(row, words.down, "↓", 1),
      );
      field(row).addEventListener("change", () => writePlace(row));
      row.querySelectorAll(".picture img").forEach((image) => { image.draggable = false; });
      for (const handle of row.querySelectorAll(".picture-place, .picture > a")) {
        handle.draggable = true;
        handle.title = words.drag;
        handle.addEventListener("dragstart", (event) => {
          dragged = row;
          event.dataTransfer.setData("text/plain", row.dataset.name);
          event.dataTransfer.effectAllowed = "move";
          row.classList.add("is-dragged");
        });
        handle.addEventListener("dragend", () => {
          dragged = null;
          row.classList.remove("is-dragged");
          mark(null);
        });
      }
      row.addEventListener("dragover", (event) => {
        if (!dragged) return;
        event.preventDefault();
        mark(row, isAfter(row, event));
      });
      row.addEventListener("drop", (event) => {
        if (!dragged) return;
        event.preventDefault();
        const order = rows().filter((other) => other !== dragged);
        if (row !== dragged) move(dragged, order.indexOf(row) + (isAfter(row, event) ? 1 : 0));
        mark(null);
      });
    }

    const byTime = document.createElement("button");
    byTime.type = "button";
    byTime.className = "add-row-button";
    byTime.textContent = words.byTime;
    byTime.addEventListener("click", () => {
      const order = rows().sort((one, other) => one.dataset.placeByTime - other.dataset.placeByTime);
      const first = rows()[0];
      const mark = document.createComment("");
      first.before(mark);
      mark.replaceWith(...order);
      put(order);
      say(words.ordered);
    });
    tools.append(byTime);
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".gallery[data-by-time]").forEach(arrange));
})();
