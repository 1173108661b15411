// The item's page: rows that can be added, files that can be dropped, and a word before changes are left.
(() => {
  "use strict";

  function addRows(group) {
    const total = group.querySelector(`#id_${group.dataset.rows}-TOTAL_FORMS`);
    const template = group.querySelector("template");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "add-row-button";
    button.textContent = group.dataset.add;
    button.addEventListener("click", () => {
      const row = template.content.cloneNode(true);
      for (const element of row.querySelectorAll("[id], [name], [for]")) {
        for (const name of ["id", "name", "for"]) {
          const value = element.getAttribute(name);
          if (value) element.setAttribute(name, value.replace("__prefix__", total.value));
        }
      }
      const first = row.querySelector("input");
      group.insertBefore(row, button);
      total.value = Number(total.value) + 1;
      if (first) first.focus();
    });
    group.append(button);
  }

  function takeDrops(area) {
    const input = area.querySelector("input[type=file]");
    const list = area.querySelector(".chosen");
    let chosen = new DataTransfer();

    function show() {
      list.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        const name = document.createElement("bdi");
        name.textContent = nameOf(file);
        line.append(name, ` (${sizeOf(file)})`);
        return line;
      }));
    }

    function add(files) {
      for (const file of files) {
        const known = [...chosen.files].some((other) => other.name === file.name && other.size === file.size);
        if (!known) chosen.items.add(file);
      }
      input.files = chosen.files;
      show();
    }

    input.addEventListener("change", () => {
      const files = [...input.files];
      if (!files.length) {
        chosen = new DataTransfer();
        show();
      } else {
        add(files);
      }
    });
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("over");
      add(event.dataTransfer.files);
    });
  }

  // A line that places a photograph, after the paragraph in which the cursor is.
  function placePhotographs(list) {
    const field = document.getElementById(list.dataset.place);
    for (const code of list.querySelectorAll("code")) {
      const row = code.parentNode;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...row.childNodes);
      row.append(button);
      button.addEventListener("click", () => {
        const line = button.querySelector("code").textContent;
        const placed = new CustomEvent("desk:place", { detail: line, cancelable: true });
        if (!field.dispatchEvent(placed)) return;
        field.setRangeText(`\n<p>${line}</p>\n`, field.selectionEnd, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
    }
  }

  function guardChanges(form) {
    let changed = false;
    let leaving = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("change", () => { changed = true; });
    form.addEventListener("submit", () => { leaving = true; });
    form.addEventListener("desk:saved", () => { changed = false; });
    const panel = document.querySelector(".panel");
    for (const move of document.querySelectorAll(".panel form.move")) {
      move.addEventListener("submit", (event) => {
        if (changed && !window.confirm(panel.dataset.unsaved)) {
          event.preventDefault();
        } else {
          leaving = true;
        }
      });
    }
    window.addEventListener("beforeunload", (event) => {
      if (changed && !leaving) event.preventDefault();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-rows]").forEach(addRows);
    document.querySelectorAll("[data-drop]").forEach(takeDrops);
    document.querySelectorAll("[data-place]").forEach(placePhotographs);
    const form = document.querySelector(".item-form #content-main > form[enctype]");
    if (form) guardChanges(form);
  });
})();
