/** A run of text as it stands on a page: points from the upper left corner, `y` the baseline. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/**
 * The text of each page of a PDF that this program wrote (streams not deflated), read back through the fonts' ToUnicode tables,
 * as a reader copies it.
 */
export function readPages(pdf: Buffer): Run[][] {
  const file = pdf.toString('latin1');
  const objects = objectsOf(file);
  const object = (id: string | undefined): string => objects.get(id ?? '') ?? '';
  const pages = [...objects.values()].find((o) => /\/Type \/Pages/u.test(o)) ?? '';
  const kids = /\/Kids \[([^\]]*)\]/u.exec(pages)?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/gu)].map(([, id]) => {
    const page = object(id);
    const resources = object(/\/Resources (\d+) 0 R/u.exec(page)?.[1]);
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/gu)].map(([, name, ref]) => [name, unicodeOf(object(/\/ToUnicode (\d+) 0 R/u.exec(object(ref))?.[1]))]));
    const content = streamOf(object(/\/Contents (\d+) 0 R/u.exec(page)?.[1]));
    return [...content.matchAll(/BT \/(F\d+) ([\d.]+) Tf 1 0 0 -1 ([\d.-]+) ([\d.-]+) Tm \[(.*?)\] TJ ET/gu)].map(([, font, size, x, y, shown]) => ({
      text: [...(shown ?? '').matchAll(/<([0-9a-f]{4})>/gu)].map(([, code]) => fonts.get(font)?.[Number.parseInt(code ?? '', 16)] ?? '?').join(''),
      x: Number(x),
      y: Number(y),
      size: Number(size),
    }));
  });
}

/** All that is written where `where` holds, without white space. */
export const textOf = (pdf: Buffer, where: (run: Run) => boolean = () => true): string =>
  readPages(pdf).flat().filter(where).map((r) => r.text).join('').replace(/\s/gu, '');

function objectsOf(file: string): Map<string, string> {
  const from = Number(/startxref\n(\d+)/u.exec(file)?.[1]);
  const offsets = [...file.slice(from).matchAll(/^(\d{10}) 00000 n/gmu)].map(([, offset]) => Number(offset));
  const ends = [...offsets, from].sort((a, b) => a - b);
  return new Map(offsets.map((offset, i) => [String(i + 1), file.slice(offset, ends[ends.indexOf(offset) + 1])]));
}

const streamOf = (object: string): string => /stream\n([\s\S]*)\nendstream/u.exec(object)?.[1] ?? '';

function unicodeOf(object: string): string[] {
  const entries = [...streamOf(object).matchAll(/\[((?:<[0-9a-f ]*> ?)*)\]/gu)].flatMap(([, list]) => [...(list ?? '').matchAll(/<([0-9a-f ]*)>/gu)].map(([, hex]) => hex ?? ''));
  return entries.map((hex) => hex.split(' ').filter(Boolean).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''));
}
