// The rich-text editor, without an import map: one module that names its own source.
import * as prose from "../../django_prose_editor/editor.js";

const ATTRIBUTE = "data-django-prose-editor-configurable";
const inDeskLanguage = window.gettext || ((text) => text);

// Its dialogs ask the catalogue of the desk's language themselves; its buttons are named in English only.
const Menu = prose.Menu.extend({
  addStorage() {
    const storage = this.parent();
    const { defineItem } = storage.menu;
    storage.menu.defineItem = (item) => {
      item.button.title = inDeskLanguage(item.button.title);
      item.button.setAttribute("aria-label", item.button.title);
      if (item.option) item.option.textContent = inDeskLanguage(item.option.textContent);
      defineItem(item);
    };
    return storage;
  },
});

prose.initializeEditors((textarea) => {
  if (textarea.closest(".prose-editor")) return null;
  const { extensions } = JSON.parse(textarea.getAttribute(ATTRIBUTE));
  const chosen = ["Document", "Paragraph", "Text", "Dropcursor", "Gapcursor"].map((name) => prose[name]);
  chosen.push(Menu);
  for (const [name, options] of Object.entries(extensions)) {
    chosen.push(typeof options === "object" ? prose[name].configure(options) : prose[name]);
  }
  const editor = prose.createTextareaEditor(textarea, chosen.filter(Boolean));
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) editor.view.dom.setAttribute("aria-label", label.textContent.trim());
  editor.view.dom.setAttribute("lang", textarea.lang);
  textarea.addEventListener("desk:taken-over", () => editor.commands.setContent(textarea.value));
  textarea.addEventListener("desk:place", (event) => {
    event.preventDefault();
    const { $to } = editor.state.selection;
    const after = $to.depth ? $to.after(1) : $to.pos;
    const paragraph = { type: "paragraph", content: [{ type: "text", text: event.detail }] };
    const size = event.detail.length + 2;
    const next = Math.min(after + size + 1, editor.state.doc.content.size + size); // where to write on
    editor.chain().insertContentAt(after, paragraph).setTextSelection(next).run();
    editor.view.focus(); // the editor's own command waits for a frame, and what is typed meanwhile is lost
  });
  return editor;
}, `[${ATTRIBUTE}]`);
