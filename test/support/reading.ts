import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The HTML of a component. */
export const html = (node: VNode): string => renderToString(node);

/** What a page says, in reading order: its text without markup, with single spaces. Hidden parts count, since a screen reader reads them. */
export const says = (node: VNode | string): string =>
  decode((typeof node === 'string' ? node : html(node)).replace(/<(?:script|style)\b[^>]*>.*?<\/(?:script|style)>/gsu, ' ').replace(/<[^>]*>/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim();

/** The opening tags of one element, each as its attributes by name; an attribute without a value is ''. */
export const tags = (node: VNode | string, element: string): Record<string, string>[] =>
  [...(typeof node === 'string' ? node : html(node)).matchAll(new RegExp(`<${element}(?=[\\s/>])((?:[^>"]|"[^"]*")*)>`, 'gu'))].map((m) =>
    Object.fromEntries([...m[1]!.matchAll(/([^\s="/]+)(?:="([^"]*)")?/gu)].map((a) => [a[1]!, decode(a[2] ?? '')])),
  );

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
