// The texts that a reader cannot get at: beyond the window without a container that scrolls, or cut by one that does not.
const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
const cuts = (one) => /hidden|clip/.test(getComputedStyle(one).overflowX);

/** Texts for screen readers alone are in a box of a pixel, charts draw over their edges, and a skipping link is seen by its focus. */
const isMeant = (one) => one.closest('svg, .skip') || one.clientWidth <= 1 || getComputedStyle(one).clipPath !== 'none';

const found = [];
for (const one of document.body.querySelectorAll('*')) {
  const box = one.getBoundingClientRect();
  const hasText = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!hasText || box.width === 0 || !one.checkVisibility({ visibilityProperty: true }) || isMeant(one)) {
    continue;
  }
  let around = one;
  while (around && !scrolls(around) && !cuts(around)) {
    around = around.parentElement;
  }
  const isOutside = !(around && scrolls(around) && around !== document.documentElement) && (box.right > innerWidth + 1 || box.left < -1);
  const isCut = cuts(one) && one.scrollWidth > one.clientWidth + 1;
  if (isOutside || isCut) {
    found.push(`${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 60)}`);
  }
}
return found;
