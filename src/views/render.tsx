import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FormDoorContext, type FormDoor } from './form-door.js';

/**
 * The whole HTML document of a page component. Text and attributes are escaped; nothing in it is interactive without the server.
 * @param door what the forms on it ask; without one they ask nothing
 */
export function renderPage(page: VNode, door?: FormDoor): string {
  return `<!doctype html>${renderToString(door ? <FormDoorContext.Provider value={door}>{page}</FormDoorContext.Provider> : page)}`;
}
