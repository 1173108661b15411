// Arrow keys and swipes turn the pages of a gallery, Home and End lead to the first and the last, Escape leads
// back. On the contact sheet the arrows go from picture to picture. Every step is a link on the page already.
const rightToLeft = document.documentElement.dir === "rtl";
const [previous, next] = ["a[rel=prev]", "a[rel=next]"];
const links = {
  ArrowLeft: rightToLeft ? next : previous,
  ArrowRight: rightToLeft ? previous : next,
  Escape: "a[data-back]",
};
const plate = document.querySelector(".plate")?.dataset;
const ends = { Home: plate?.first, End: plate?.last };
const sheet = [...document.querySelectorAll(".contact-sheet a[id]")];

function inSheet(key) {
  const at = sheet.indexOf(document.activeElement);
  if (at < 0 && !key.startsWith("Arrow")) return null;
  const steps = { Home: -Infinity, End: Infinity, ArrowLeft: rightToLeft ? 1 : -1, ArrowRight: rightToLeft ? -1 : 1 };
  const step = steps[key];
  if (!sheet.length || !step) return null;
  return sheet[Math.min(sheet.length - 1, Math.max(0, at + step))];
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea")) return;
  const picture = inSheet(event.key);
  const link = links[event.key] && document.querySelector(links[event.key]);
  if (!picture && !link && !ends[event.key]) return;
  event.preventDefault();
  if (picture) picture.focus();
  else if (link) link.click();
  else location.assign(ends[event.key]);
});

// A swipe turns the page where the picture is not enlarged: then a finger moves it about.
for (const area of document.querySelectorAll("[data-turns]")) {
  let start = null;
  area.addEventListener("touchstart", (event) => {
    const alone = event.touches.length === 1 && (window.visualViewport?.scale ?? 1) < 1.05;
    start = alone ? event.touches[0] : null;
  }, { passive: true });
  area.addEventListener("touchend", (event) => {
    if (!start || event.touches.length) return;
    const end = event.changedTouches[0];
    const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
    start = null;
    if (Math.abs(across) < 50 || Math.abs(across) < 2 * Math.abs(down)) return;
    document.querySelector(links[across > 0 ? "ArrowLeft" : "ArrowRight"])?.click();
  }, { passive: true });
}
