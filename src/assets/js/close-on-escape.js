/** Opened by mistake, a second step is closed by Escape, and the first has the focus again. */
export function bind(details) {
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary').focus();
  });
}
