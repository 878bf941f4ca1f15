export type Severity = 'error' | 'warning';

const fills: Readonly<Record<Severity, string>> = { error: 'FFFFC7CE', warning: 'FFFFEB9C' };

const bare = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`;

/**
 * A style sheet in which every style can be had with the fill of a mark: font, border and number format stay. `styleOf` gives the number of
 * such a style, `xml` the whole sheet with those that were asked for.
 * @param xml the workbook's style sheet, '' where it has none
 */
export function markedStyles(xml: string): { readonly styleOf: (style: number, severity: Severity) => number; readonly xml: () => string } {
  const sheet = /<(?:\w+:)?fills\b[^>]*[^/]>/u.test(xml) && /<(?:\w+:)?cellXfs\b[^>]*[^/]>/u.test(xml) ? xml : bare;
  const prefix = /<(\w+:)?styleSheet\b/u.exec(sheet)?.[1] ?? '';
  const part = (name: string): { start: number; end: number; body: string } => {
    const m = new RegExp(`<${prefix}${name}\\b[^>]*?(?<!/)>([\\s\\S]*?)</${prefix}${name}>`, 'u').exec(sheet)!;
    return { start: m.index, end: m.index + m[0].length, body: m[1]! };
  };
  const oldFills = part('fills');
  const oldStyles = part('cellXfs');
  const fillCount = [...oldFills.body.matchAll(new RegExp(`<${prefix}fill(?=[\\s/>])`, 'gu'))].length;
  const styles = [...oldStyles.body.matchAll(new RegExp(`<${prefix}xf\\b[^>]*?(?:/>|>[\\s\\S]*?</${prefix}xf>)`, 'gu'))].map((m) => m[0]);
  const fillOf = (severity: Severity): number => fillCount + (severity === 'error' ? 0 : 1);
  const made = new Map<string, number>();
  const added: string[] = [];
  return {
    styleOf(style, severity) {
      const key = `${severity} ${style}`;
      const known = made.get(key);
      if (known !== undefined) return known;
      const from = styles[style] ?? styles[0] ?? `<${prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`;
      const clean = from.replace(/\s(?:fillId|applyFill)="[^"]*"/gu, '');
      added.push(clean.replace(new RegExp(`^<${prefix}xf`, 'u'), `<${prefix}xf fillId="${fillOf(severity)}" applyFill="1"`));
      const number = styles.length + added.length - 1;
      made.set(key, number);
      return number;
    },
    xml() {
      const fill = (severity: Severity): string => `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="${fills[severity]}"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
      const newFills = `<${prefix}fills count="${fillCount + 2}">${oldFills.body}${fill('error')}${fill('warning')}</${prefix}fills>`;
      const newStyles = `<${prefix}cellXfs count="${styles.length + added.length}">${styles.join('')}${added.join('')}</${prefix}cellXfs>`;
      const [first, second] = oldFills.start < oldStyles.start ? [{ ...oldFills, text: newFills }, { ...oldStyles, text: newStyles }] : [{ ...oldStyles, text: newStyles }, { ...oldFills, text: newFills }];
      return sheet.slice(0, first.start) + first.text + sheet.slice(first.end, second.start) + second.text + sheet.slice(second.end);
    },
  };
}
