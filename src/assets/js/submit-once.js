const freedAfterMs = 10_000;

/**
 * A form that is on its way is not sent again by a second click. Coming back to the page frees it, and so does time:
 * an answer that is a download leaves the page as it is.
 */
export function bind(form) {
  const free = () => form.removeAttribute('aria-busy');
  form.addEventListener('submit', (event) => {
    if (form.getAttribute('aria-busy') === 'true') {
      event.preventDefault();
      return;
    }
    form.setAttribute('aria-busy', 'true');
    setTimeout(free, freedAfterMs);
  });
  window.addEventListener('pageshow', free);
}
