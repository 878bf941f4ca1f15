import { expect } from 'chai';
import { formatYuan, parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { formatDate, parsePlainDate } from '../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../src/values/refusal.js';
import { periodsShort, periodsText } from '../../src/notices/parts.js';
import { period } from '../../src/values/period.js';
import { isPaperKind, missingGlyphs, paperKinds, renderPaper, type PaperKindName } from '../../src/notices/index.js';
import { bottom, left, right, top } from '../../src/notices/geometry.js';
import { yuanInWords } from '../../src/values/yuan-in-words.js';
import { readPages, textOf } from './pdf-text.js';
import { owed, sampleContext, samplePapers } from './sample-papers.js';

const kinds = Object.keys(paperKinds) as PaperKindName[];
const render = (kind: PaperKindName, data: unknown = samplePapers[kind]): Promise<Buffer> => renderPaper(kind, data, sampleContext(kind, data));
const plain = (text: string): string => text.replace(/\s/gu, '');

async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(() => undefined, (error: unknown) => error);
}

/** Every text of the data as it must be read on the paper. */
function readings(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'string') return Object.values(value as object).flatMap(readings);
  if (/^\d{4}-\d{2}$/u.test(value)) return [];
  if (/^\d+\.\d{2}$/u.test(value)) return [formatYuan(must(parseYuan(value)))];
  if (/^\d{2}:\d{2}$/u.test(value)) return [`${Number(value.slice(0, 2))}时${Number(value.slice(3))}分`];
  const date = parsePlainDate(value);
  return [date.ok ? formatDate(date.value) : value.replace(/[。；]$/u, '')];
}

describe('papers', () => {
  for (const kind of kinds) {
    it(`${kind}: every field of the data can be read on it`, async () => {
      const text = textOf(await render(kind), (run) => run.y < bottom);
      for (const reading of readings(samplePapers[kind])) expect(text, reading).to.include(plain(reading));
    });

    it(`${kind}: carries organ, number, date, check code, check page and data hash`, async () => {
      const { organ, number, checkCode, checkUrl, dataHash } = sampleContext(kind);
      const text = textOf(await render(kind));
      for (const part of [organ.name, number, checkCode, checkUrl, dataHash.slice(0, 16)]) expect(text).to.include(plain(part));
    });

    it(`${kind}: the same bytes each time, whatever was rendered in between`, async () => {
      const before = await render(kind);
      for (const other of kinds) await render(other);
      expect((await render(kind)).equals(before)).to.equal(true);
    });

    it(`${kind}: everything stands inside the print area, but for what belongs into the margins`, async () => {
      for (const runs of readPages(await render(kind))) {
        for (const run of runs) {
          expect(run.x, run.text).to.be.within(left - 0.01, right);
          if (run.y < bottom) expect(run.y, run.text).to.be.greaterThan(top);
        }
      }
    });

    it(`${kind}: empty data are refused with what is missing, each at its place`, () => {
      const issues = paperKinds[kind].issues({});
      expect(issues.length).to.be.greaterThan(2);
      for (const issue of issues) {
        expect(issue.path).to.not.equal('');
        expect(issue.message).to.match(/\p{Script=Han}/u);
      }
    });
  }

  it('name their kinds', () => {
    expect(isPaperKind('listing-decision')).to.equal(true);
    expect(isPaperKind('toString')).to.equal(false);
    expect(new Set(kinds.map((k) => paperKinds[k].numberWord)).size).to.equal(kinds.length);
  });

  it('refuse a key that would not be printed', async () => {
    const data = { ...samplePapers['service-receipt'], secret: '1' };
    const error = await refusalOf(render('service-receipt', data));
    expect(error).to.be.instanceOf(Invalid);
    expect((error as Invalid).issues).to.deep.equal([{ path: 'secret', message: '送达回证没有“secret”一项' }]);
  });

  it('refuse an invisible character in a text', () => {
    const data = { ...samplePapers['service-receipt'], recipient: '海南\u200B椰城' };
    expect(paperKinds['service-receipt'].issues(data)).to.deep.equal([{ path: 'recipient', message: '受送达人含有不可见或无效的字符 U+200B' }]);
  });

  it('refuse a name with a character that no font has, naming the character', async () => {
    const data = { ...samplePapers['correction-order'], workers: [{ ...owed(1)[0]!, name: '𠮷小明' }] };
    const error = await refusalOf(render('correction-order', data));
    expect(error).to.be.instanceOf(Refusal);
    expect((error as Refusal).code).to.equal('glyph-missing');
    expect((error as Refusal).why).to.include('“𠮷”(U+20BB7)');
  });

  it('print rare names, and names with a dot between', async () => {
    const names = ['王䶮', '㛃小妹', '李𬭎', '阿卜杜热合曼·买买提依明'];
    expect(missingGlyphs(names.join('\n'))).to.deep.equal([]);
    expect(missingGlyphs('𠮷𠮷a')).to.deep.equal([{ char: '𠮷', codePoint: 'U+20BB7' }]);
    const text = textOf(await render('correction-order'));
    for (const name of names) expect(text).to.include(name);
  });

  it('130 workers: numbered rows on pages that each repeat the header, and the sum in figures and words', async () => {
    const pages = readPages(await render('deposit-payment-notice')).slice(2, -1);
    expect(pages.length).to.be.within(5, 12);
    for (const runs of pages) expect(runs.map((r) => r.text)).to.include('身份证号码');
    const rows = pages.flatMap((runs) => runs.filter((r) => r.x < left + 25 && /^\d+$/u.test(r.text)).map((r) => Number(r.text)));
    expect(rows).to.deep.equal(Array.from({ length: 130 }, (_, i) => i + 1));
    const last = plain(pages[pages.length - 1]!.map((r) => r.text).join(''));
    expect(last).to.include('合计130人').and.to.include('3,052,000.00').and.to.include(yuanInWords(305_200_000n));
  });

  it('the sum never stands on a page without a row, nor the signature without body text', async () => {
    for (let workers = 1; workers <= 70; workers += 1) {
      const data = { ...samplePapers['correction-order'], workers: owed(workers), facts: `你单位拖欠工资${'，情况属实'.repeat(workers)}` };
      const pages = readPages(await render('correction-order', data)).map((runs) => runs.filter((r) => r.y < bottom));
      const lines = (runs: readonly { y: number; size: number }[]): number => new Set(runs.filter((r) => r.size === 16).map((r) => r.y)).size;
      const signed = pages.find((runs) => runs.some((r) => r.text === '2026年9月8日'))!;
      expect(lines(signed), `${workers} workers: organ, date, note and two lines of body`).to.be.at.least(5);
      const summed = pages[pages.length - 1]!.map((r) => r.text).join('');
      expect(summed).to.match(/合计\s?\d+\s?人/u);
      expect(pages[pages.length - 1]!.filter((r) => /^\d{1,2}$/u.test(r.text)).length).to.be.at.least(1);
    }
  }).timeout(30_000);

  it('page numbers stand outside: right on odd pages, left on even ones', async () => {
    readPages(await render('handling-decision')).forEach((runs, i) => {
      const number = runs.find((r) => r.text === `— ${i + 1} —`);
      expect(number?.size).to.equal(14);
      expect(number!.x > (left + right) / 2).to.equal(i % 2 === 0);
    });
  });

  it('a long organ is shrunk to one line in the head and beside the date', async () => {
    const name = '海南省儋州市人力资源和社会保障局劳动保障监察支队洋浦经济开发区大队';
    const context = { ...sampleContext('inquiry-notice'), organ: { ...sampleContext('inquiry-notice').organ, name } };
    const pages = readPages(await renderPaper('inquiry-notice', samplePapers['inquiry-notice'], context));
    expect(pages[0]!.filter((r) => r.text === name)).to.have.length(1);
    expect(pages.flat().filter((r) => r.text === name)).to.have.length(2);
  });

  it('the copy for the file says so', async () => {
    const context = { ...sampleContext('inquiry-notice'), copy: '存根' as const };
    expect(textOf(await renderPaper('inquiry-notice', samplePapers['inquiry-notice'], context))).to.include('(存根)');
    expect(textOf(await render('inquiry-notice'))).to.not.include('存根');
  });

  it('限期改正指令书 may bear its other title', async () => {
    const data = { ...samplePapers['correction-order'], titleAlias: '限期整改指令书' };
    expect(textOf(await render('correction-order', data))).to.include('限期整改指令书').and.not.to.include('限期改正指令书');
  });

  it('months are written in runs', () => {
    const months = ['2025-11', '2025-12', '2026-01', '2026-03'].map(period);
    expect(periodsText(months)).to.equal('2025年11月至2026年1月、3月');
    expect(periodsShort(months)).to.equal('2025.11-2026.01、2026.03');
  });
});
