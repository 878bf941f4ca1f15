/** Leads the reader to what is wrong: the summary when the page opens, the control itself when a line is followed. */
export function bind(summary) {
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.closest('.field')?.scrollIntoView({ block: 'start' });
    control.focus({ preventScroll: true });
  });
}
