/**
 * Everything works without scripts; a module only adds. An element names its modules in `data-module`,
 * and only modules that a page names are fetched.
 */
const modules = new Set(['close-on-escape', 'current-in-view', 'error-summary', 'file-preview', 'print', 'row-keys', 'submit-once']);

for (const element of document.querySelectorAll('[data-module]')) {
  for (const name of element.dataset.module.split(' ')) {
    if (modules.has(name)) import(`./${name}.js`).then(({ bind }) => bind(element));
  }
}
