import { expect } from 'chai';
import { at, basisText, citable, citations, cite, instruments, internalRule, internalTimeLimit, whole } from '../../src/law/index.js';
import { parsePlainDate } from '../../src/values/plain-date.js';
import { eachRow } from '../support/tables.js';

describe('citations', () => {
  eachRow<readonly [string, string]>(
    [
      [cite(at('regulation-724', 'C', 12)), '《保障农民工工资支付条例》第十二条'],
      [cite(at('regulation-724', 'C', 30, { paragraph: 3 })), '《保障农民工工资支付条例》第三十条第三款'],
      [cite(at('regulation-724', 'C', 55, { item: 2 })), '《保障农民工工资支付条例》第五十五条第二项'],
      [cite(at('inspection-423', 'C', 18, { paragraph: 1, item: 2 })), '《劳动保障监察条例》第十八条第一款第二项'],
      [cite(at('criminal-law', 'C', 276, { suffix: 1 })), '《中华人民共和国刑法》第二百七十六条之一'],
      [cite(at('inspection-rules-25', 'S', 18)), '《关于实施〈劳动保障监察条例〉若干规定》第十八条'],
      [cite(at('civil-procedure-law', 'C', 103)), '《中华人民共和国民事诉讼法》第一百零三条'],
      [cite(at('civil-procedure-law', 'C', 110)), '《中华人民共和国民事诉讼法》第一百一十条'],
      [cite(at('civil-procedure-law', 'C', 200)), '《中华人民共和国民事诉讼法》第二百条'],
      [cite(at('list-45', 'S', 5)), '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条'],
      [cite(at('list-45', 'S', 10)), '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第十条'],
      [cite(whole('hainan-deposit-2023', 'S')), '《海南省关于〈工程建设领域农民工工资保证金规定〉的实施细则（修订）》'],
    ],
    ([, text]) => text,
    ([got, text]) => expect(got).to.equal(text),
  );

  it('an internal time limit or rule is shown as such and never citable', () => {
    expect(citable(internalTimeLimit)).to.equal(false);
    expect(citable(internalRule)).to.equal(false);
    expect(basisText(internalTimeLimit)).to.equal('内部时限');
    expect(basisText(internalRule)).to.equal('内部规则');
    expect(citable(at('regulation-724', 'C', 12))).to.equal(true);
  });

  it('does not compile for what is internal, nor for a text', () => {
    const wrong = (): void => {
      // @ts-expect-error what is internal has no citation
      cite(internalTimeLimit);
      // @ts-expect-error a text is not a citation
      const basis: ReturnType<typeof cite> = '《保障农民工工资支付条例》第十二条';
      void basis;
    };
    expect(wrong).to.be.a('function');
  });

  it('of all that a decision used, a paper names what is citable, each once', () => {
    const twelve = at('regulation-724', 'C', 12);
    expect(citations([twelve, internalTimeLimit, at('list-45', 'S', 5), twelve, internalRule])).to.deep.equal([cite(twelve), '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条']);
  });

  eachRow(Object.entries(instruments), ([id]) => `${id} has a title without outer marks and a day of coming into force`, ([, instrument]) => {
    expect(instrument.title).to.not.match(/^《|^\s|\s$/u);
    expect(parsePlainDate(instrument.inForceOn).ok).to.equal(true);
  });
});
