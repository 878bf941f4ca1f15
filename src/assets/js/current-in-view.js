/** On a phone the navigation is a strip that scrolls: where one is must be seen. */
export function bind(strip) {
  const current = strip.querySelector('[aria-current]');
  if (!current || strip.scrollWidth <= strip.clientWidth) return;
  const { left, width } = current.getBoundingClientRect();
  strip.scrollLeft += left - strip.getBoundingClientRect().left - (strip.clientWidth - width) / 2;
}
