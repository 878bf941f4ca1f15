import { expect } from 'chai';
import { cite, resolveLiableParty, type ConstructionFacts, type OtherFacts } from '../../src/law/index.js';
import { eachRow } from '../support/tables.js';

/** role, how, article (and limit). */
type Expected = readonly (readonly [string, string, string])[];

const answer = (facts: ConstructionFacts | OtherFacts): Expected =>
  resolveLiableParty(facts).map((r) => [r.value.role, r.value.how, cite(r.source).replace('《保障农民工工资支付条例》', '')] as const);

describe('who must pay wages in arrears (保障农民工工资支付条例 Arts. 16–22, 29, 30, 36, 37)', () => {
  describe('in construction', () => {
    const gc: ConstructionFacts = { sector: 'construction', owing: 'general-contractor' };
    const sub: ConstructionFacts = { sector: 'construction', owing: 'subcontractor' };
    const subOwes = ['general-contractor', 'pay-first', '第三十条第三款'] as const;
    const subItself = ['employer', 'pay', '第三十条第一款'] as const;
    const gcItself = ['employer', 'pay', '第十六条'] as const;

    eachRow<readonly [string, ConstructionFacts, Expected]>(
      [
        ['the general contractor owes its own workers', gc, [gcItself]],
        ['a subcontractor owes: the general contractor first', sub, [subOwes, subItself]],
        ['the works were passed on', { ...sub, passedOn: true }, [['general-contractor', 'pay-first', '第三十条第四款'], subItself]],
        ['the owner did not pay the price', { ...gc, ownerUnsettledPrice: 100n }, [['owner', 'advance', '第二十九条第二款'], gcItself]],
        ['the owner has settled the price', { ...gc, ownerUnsettledPrice: 0n }, [gcItself]],
        ['a subcontractor owes and the owner did not pay', { ...sub, ownerUnsettledPrice: 100n }, [subOwes, ['owner', 'advance', '第二十九条第二款'], subItself]],
        ['the owner contracted to an individual', { ...sub, contractedToUnqualifiedBy: 'owner' }, [['owner', 'pay', '第三十六条第一款'], subOwes, subItself]],
        ['the general contractor subcontracted to an individual', { ...sub, contractedToUnqualifiedBy: 'general-contractor' }, [['general-contractor', 'pay', '第三十六条第一款'], subOwes, subItself]],
        ['the name was lent', { ...gc, nameLent: true }, [['name-lender', 'pay', '第三十六条第二款'], gcItself]],
        ['the project is unlawful', { ...sub, unlawfulProject: true }, [['owner', 'pay', '第三十七条'], subOwes, subItself]],
      ],
      ([what]) => what,
      ([, facts, expected]) => expect(answer(facts)).to.deep.equal(expected),
    );

    it('the owner advances within the unsettled price', () => {
      const [first] = resolveLiableParty({ ...gc, ownerUnsettledPrice: 305_200_000n });
      expect(first!.value.limit).to.equal(305_200_000n);
      expect(first!.because).to.equal('建设单位未按合同约定及时拨付工程款导致拖欠，以未结清的工程款3,052,000.00元为限先行垫付');
    });
  });

  describe('elsewhere', () => {
    const other: OtherFacts = { sector: 'other' };
    const employer = ['employer', 'pay', '第十六条'] as const;

    eachRow<readonly [string, OtherFacts, Expected]>(
      [
        ['the employer owes', other, [employer]],
        ['an unqualified unit or unlicensed dispatcher was used', { ...other, usedUnqualified: true }, [['user-unit', 'pay-first', '第十八条'], employer]],
        ['the name was lent', { ...other, nameLent: true }, [['name-lender', 'pay-first', '第十九条第二款'], employer]],
        ['a partnership does not pay', { ...other, personalBusinessUnpaid: true }, [['investor', 'pay', '第二十条'], employer]],
        ['merged or divided', { ...other, mergedOrDivided: 'no-agreement' }, [['predecessor', 'pay', '第二十一条']]],
        ['merged, and the successor agreed', { ...other, mergedOrDivided: 'successor-agreed' }, [['successor', 'pay', '第二十一条']]],
        ['closed, still on the register', { ...other, ended: 'before-removal' }, [['employer', 'pay', '第二十二条第一款']]],
        ['removed from the register without paying', { ...other, ended: 'removed-unpaid' }, [['investor', 'pay', '第二十二条第二款']]],
      ],
      ([what]) => what,
      ([, facts, expected]) => expect(answer(facts)).to.deep.equal(expected),
    );
  });

  it('always names someone, with a reason', () => {
    for (const owing of ['general-contractor', 'subcontractor'] as const)
      for (const passedOn of [true, false])
        for (const nameLent of [true, false])
          for (const unlawfulProject of [true, false]) {
            const all = resolveLiableParty({ sector: 'construction', owing, passedOn, nameLent, unlawfulProject });
            expect(all.length).to.be.at.least(1);
            for (const one of all) expect(one.because).to.not.equal('');
          }
  });
});
