import { expect } from 'chai';
import fc from 'fast-check';
import { loadFonts } from '../../src/notices/fonts.js';
import { breakLines, fitLine, forbiddenAtEnd, forbiddenAtStart, type Line } from '../../src/notices/lines.js';

const fonts = loadFonts();
const style = { role: 'song', size: 16 } as const;
const width = 16 * 20;
const words = (lines: readonly Line[]): string[] => lines.map((line) => line.chars.map((c) => c.char).join(''));
const endOf = (line: Line): number => line.width;

describe('breaking a Chinese paragraph into lines', () => {
  it('sets twenty full-width characters on a line of twenty', () => {
    expect(words(breakLines('工'.repeat(45), style, width, fonts)).map((w) => w.length)).to.deep.equal([20, 20, 5]);
  });

  it('indents the first line only', () => {
    const [first, second] = breakLines('工'.repeat(45), style, width, fonts, { indent: 32 });
    expect([first?.chars[0]?.x, first?.chars.length]).to.deep.equal([32, 18]);
    expect([second?.chars[0]?.x, second?.chars.length]).to.deep.equal([0, 20]);
  });

  it('pulls a comma into the line where punctuation can be squeezed', () => {
    const [squeezed] = breakLines(`工资，${'工'.repeat(17)}，${'人'.repeat(20)}`, style, width, fonts, { justify: true });
    expect(words([squeezed!])[0]).to.equal(`工资，${'工'.repeat(17)}，`);
    expect(endOf(squeezed!)).to.be.closeTo(width, 0.01);
  });

  it('pushes a character out where nothing can be squeezed, and spreads the rest over the line', () => {
    const lines = breakLines(`${'工'.repeat(20)}”${'人'.repeat(25)}`, style, width, fonts, { justify: true });
    expect(words(lines)[0]).to.have.length(19);
    expect(endOf(lines[0]!)).to.be.closeTo(width, 0.01);
    expect(words(lines)[1]!.startsWith('工”')).to.equal(true);
  });

  it('halves adjacent marks', () => {
    const [line] = breakLines('《条例》，（一）', style, width, fonts);
    expect(line!.width).to.equal(16 * 6.5 + 16 * 0.5);
  });

  it('breaks inside a social credit code, but not inside an amount, a date or a short word', () => {
    const code = breakLines(`${'工'.repeat(15)}91460400MA5T0000XT`, style, width, fonts);
    expect(words(code)[0]!.length).to.be.greaterThan(20);
    const amount = breakLines(`${'工'.repeat(16)}3,052,000.00元`, style, width, fonts);
    expect(words(amount)).to.deep.equal(['工'.repeat(16), '3,052,000.00元']);
    const date = breakLines(`${'工'.repeat(18)}2026-11-23止`, style, width, fonts);
    expect(words(date)[0]).to.equal('工'.repeat(18));
  });

  it('never lets a gap grow beyond the cap: such a line stays short', () => {
    const [line] = breakLines(`工人甲3,052,000.00元（12,345,678,901.00元）`, { role: 'song', size: 16 }, 16 * 11, fonts, { justify: true });
    expect(line!.width).to.be.lessThan(16 * 11);
  });

  it('sets a long organ on one line in a smaller size', () => {
    const line = fitLine('海南省儋州市人力资源和社会保障局劳动保障监察支队', { role: 'bold', size: 34 }, 442, fonts);
    expect(line.width).to.be.within(430, 442);
    expect(line.style.size).to.be.lessThan(34);
  });

  it('keeps 避头尾, every character and the width, whatever the text', () => {
    const han = fc.stringMatching(/^[\u4e00-\u9fa5]{1,12}$/u);
    const latin = fc.constantFrom('2026', 'A3', '91460400MA5T0000XT', '6222020000010000007', '3,052,000.00元', '2026年', 'GB/T9704', '0898-23300000', '50%');
    const opening = fc.constantFrom('《', '（', '“', '〔', '「', '(');
    const closing = fc.constantFrom('，', '。', '、', '；', '：', '》', '）', '”', '！', '？', '·', '》，', '）。', '”。', ')', '——', '……');
    const piece = fc.oneof({ weight: 5, arbitrary: han }, { weight: 1, arbitrary: latin }, { weight: 2, arbitrary: fc.tuple(opening, han, closing).map((p) => p.join('')) }, { weight: 3, arbitrary: fc.tuple(han, closing).map((p) => p.join('')) });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), fc.integer({ min: 16, max: 30 }), (pieces, ems) => {
        const text = `文${pieces.join('')}`;
        const lines = breakLines(text, style, ems * 16, fonts, { indent: 32, justify: true });
        expect(words(lines).join('')).to.equal(text);
        lines.forEach((line, i) => {
          const chars = line.chars.map((c) => c.char);
          if (i > 0) expect(forbiddenAtStart.has(chars[0]!), `line begins with ${chars[0]}`).to.equal(false);
          if (i < lines.length - 1) expect(forbiddenAtEnd.has(chars[chars.length - 1]!), `line ends with ${chars[chars.length - 1]}`).to.equal(false);
          expect(line.width).to.be.at.most(ems * 16 + 0.01);
          line.chars.forEach((c, at) => at > 0 && expect(c.x).to.be.greaterThan(line.chars[at - 1]!.x));
        });
      }),
      { numRuns: 400, seed: 20_261_123 },
    );
  }).timeout(20_000);
});
