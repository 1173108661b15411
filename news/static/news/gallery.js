// Arrow keys turn the pages of a gallery, Escape leads back. Every step is a link on the page already.
const rightToLeft = document.documentElement.dir === "rtl";
const links = {
  ArrowLeft: rightToLeft ? "a[rel=next]" : "a[rel=prev]",
  ArrowRight: rightToLeft ? "a[rel=prev]" : "a[rel=next]",
  Escape: "a[data-back]",
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  const link = links[event.key] && document.querySelector(links[event.key]);
  if (!link) return;
  event.preventDefault();
  link.click();
});
