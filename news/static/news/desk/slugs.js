// Fills an empty address from the first title or name, until somebody writes one.
(() => {
  "use strict";

  const LATIN = {
    а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l",
    м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch",
    ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
  };

  function slugFrom(title) {
    const latin = [...title.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join("");
    const words = latin.normalize("NFKD").replace(/[^a-z0-9\s_-]/g, "").trim().split(/[\s_-]+/);
    let slug = "";
    for (const word of words) {
      if (slug.length + word.length > 88) break;
      slug += slug ? `-${word}` : word;
    }
    return slug;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const slug = document.querySelector("#id_slug");
    if (!slug || slug.value) return;
    const source = document.querySelector("#id_words-en-title, #id_names-0-name, [id^='id_words-'][id$='-title']");
    if (!source) return;
    slug.addEventListener("input", () => { slug.dataset.written = "yes"; });
    source.addEventListener("input", () => {
      if (!slug.dataset.written) slug.value = slugFrom(source.value);
    });
  });
})();
