/** Up and down go from row to row, Home and End to the first and last; Enter then follows the row's link as everywhere. */
export function bind(box) {
  box.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input, select, textarea, summary')) return;
    const links = [...box.querySelectorAll('tbody .row-link')];
    const at = links.findIndex((link) => link.closest('tr').contains(event.target));
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || !links[to]) return;
    event.preventDefault();
    links[to].focus();
  });
}
