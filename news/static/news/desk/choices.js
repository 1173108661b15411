// Gives the autocomplete fields the names that their labels say; select2 leaves them nameless.
(() => {
  "use strict";

  function nameOf(select) {
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    return label ? label.textContent.trim().replace(/:$/, "") : select.getAttribute("aria-label") || "";
  }

  function name(container) {
    const select = container.previousElementSibling;
    const shown = container.querySelector(".select2-selection");
    if (!shown || !select || select.tagName !== "SELECT") return;
    const words = nameOf(select);
    const value = shown.querySelector(".select2-selection__rendered");
    if (shown.classList.contains("select2-selection--multiple")) {
      value.setAttribute("role", "group");
      value.setAttribute("aria-label", words);
      for (const item of value.querySelectorAll("li")) item.setAttribute("role", "presentation");
      for (const input of value.querySelectorAll("input")) input.setAttribute("aria-label", words);
    } else if (value) {
      shown.setAttribute("aria-label", words);
      shown.setAttribute("aria-describedby", value.id);
      shown.removeAttribute("aria-labelledby");
      value.removeAttribute("role");
      value.removeAttribute("aria-readonly");
    }
  }

  function nameAll(root) {
    for (const container of root.querySelectorAll("select + .select2-container")) name(container);
  }

  function nameSearch(root) {
    for (const input of root.querySelectorAll(".select2-dropdown .select2-search__field")) {
      const open = document.querySelector(".select2-container--open .select2-selection");
      input.setAttribute("aria-label", (open && open.getAttribute("aria-label")) || "…");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => {
      const places = new Set();
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node.nodeType !== 1) continue;
          if (node.matches(".select2-container, .select2-container *") || node.querySelector(".select2-container")) {
            places.add(change.target.closest(".form-row, .word-field, body") || document.body);
          }
        }
      }
      for (const place of places) {
        nameAll(place);
        nameSearch(document);
      }
    }).observe(document.body, { childList: true, subtree: true });
    nameAll(document);
  });
})();
