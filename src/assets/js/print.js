/** Shows the button that prints, which could do nothing without a script. */
export function bind(button) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
