// Dropping files on the field, and a list of what was chosen. Without this the plain field does the same.
"use strict";

for (const zone of document.querySelectorAll(".upload-drop")) {
  const input = zone.querySelector("input[type=file]");
  const chosen = zone.querySelector(".upload-chosen");

  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const list = () => {
    chosen.replaceChildren(
      ...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name} (${size(file.size)})`;
        return item;
      }),
    );
  };
  const over = (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  };

  input.addEventListener("change", list);
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    const files = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) files.items.add(file);
    input.files = files.files;
    list();
  });
}
