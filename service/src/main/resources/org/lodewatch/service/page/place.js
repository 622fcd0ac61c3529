// Where the reader is on a screen.

/**
 * Renders, and moves nothing that the reader looks at: what has the focus, or the first row or section in the window, stays where it is.
 *
 * @param isSame whether the screen is the same one as before
 */
export function keepPlace(main, isSame, renderNow) {
  const kept = isSame && scrollY > 0 ? anchor(main) : undefined;
  const before = kept?.getBoundingClientRect().top;
  renderNow();
  if (kept?.isConnected) {
    const moved = kept.getBoundingClientRect().top - before;
    if (moved) {
      scrollBy({ top: moved, behavior: 'instant' });
    }
  }
}

function anchor(main) {
  const isInWindow = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const focused = document.activeElement;
  return main.contains(focused) && focused !== main && isInWindow(focused) ? focused
    : [...main.querySelectorAll('tbody tr, section, li')].find((element) => element.getBoundingClientRect().top >= 0 && isInWindow(element));
}

/** Stores with each entry of the browser's history where it was scrolled to. */
export function keepScroll() {
  history.scrollRestoration = 'manual';
  let timer;
  addEventListener('scroll', () => {
    const { href } = location;
    clearTimeout(timer);
    timer = setTimeout(() => location.href === href && history.replaceState({ scroll: scrollY }, ''), 100);
  }, { passive: true });
}

export const restoreScroll = () => scrollTo({ top: history.state?.scroll ?? 0, behavior: 'instant' });
