import { expect } from 'chai';
import {
  ActionPanel, Confirm, Countdown, DateText, KeyFacts, Masked, Money, MoneyLine, Notice, StatusTag, Steps, Tabs, Tally, TextArea, TimeText, Timeline,
} from '../../src/views/components/index.js';
import { day } from '../../src/values/plain-date.js';
import { severityWords, tones } from '../../src/views/words.js';
import { html, says, tags } from '../support/reading.js';

describe('amounts, days and words', () => {
  it('an amount has thousands and two decimals; unknown is a dash, never zero', () => {
    expect(says(<Money fen={305_200_000n} />)).to.equal('3,052,000.00');
    expect(says(<Money fen={-5n} unit />)).to.equal('-0.05 元');
    expect(says(<Money fen={null} />)).to.equal('—');
    expect(says(<Money fen={0n} />)).to.equal('0.00');
  });

  it('a headline in 万 keeps the exact amount at hand', () => {
    expect(html(<Money fen={305_249_999n} wan />)).to.contain('title="3,052,499.99 元"').and.contain('305.25万');
  });

  it('a day is written for tables and for running text', () => {
    expect(says(<DateText date={day('2026-11-03')} />)).to.equal('2026-11-03');
    expect(says(<DateText date={day('2026-11-03')} long />)).to.equal('2026年11月3日');
    expect(says(<DateText date={null} />)).to.equal('—');
  });

  it('an instant shows the clock of China, also over midnight', () => {
    expect(says(<TimeText at={new Date('2026-11-22T16:05:59Z')} />)).to.equal('2026-11-23 00:05');
  });

  it('a countdown says what is left in words', () => {
    expect([3, 1, 0, -1].map((days) => says(<Countdown days={days} />))).to.deep.equal(['3 个工作日后到期', '1 个工作日后到期', '今天到期', '已逾期 1 个工作日']);
    expect(says(<Countdown days={-30} unit="天" />)).to.equal('已逾期 30 天');
  });

  it('a state is always a word, and each severity has its own word and colour', () => {
    for (const word of Object.values(severityWords)) {
      expect(says(<StatusTag word={word} />)).to.equal(word.text);
      expect(tones).to.include(word.tone);
    }
    expect(new Set(Object.values(severityWords).map((w) => w.text)).size).to.equal(5);
    expect(new Set(Object.values(severityWords).map((w) => w.tone)).size).to.equal(5);
  });

  it('a fact without a value is a dash', () => {
    expect(says(<KeyFacts facts={[{ label: '发薪日', value: undefined }, { label: '合同价', value: <Money fen={100n} />, note: '含税' }]} />)).to.equal('发薪日 — 合同价 1.00 含税');
  });

  it('a figure leads to what it counts', () => {
    const tally = <Tally items={[{ label: '已逾期', value: 2, href: '/todo?late=1', tone: 'red' }, { label: '督办', value: 0 }]} />;
    expect(says(tally)).to.equal('已逾期 2 督办 0');
    expect(tags(tally, 'a').map((a) => a['href'])).to.deep.equal(['/todo?late=1']);
  });

  it('an error is announced, a hint is not', () => {
    expect(tags(<Notice kind="error">x</Notice>, 'div')[0]).to.include({ role: 'alert' });
    expect(tags(<Notice kind="info">x</Notice>, 'div')[0]).not.to.have.property('role');
  });
});

describe('where a matter stands', () => {
  it('each step says in words whether it is done', () => {
    const steps = (
      <Steps
        label="代发"
        steps={[
          { label: '用工单位提请', state: 'done', who: '广顺劳务' },
          { label: '劳监审核', state: 'returned' },
          { label: '住建复核', state: 'current', when: <Countdown days={2} /> },
          { label: '银行代发', state: 'todo' },
        ]}
      />
    );
    expect(says(steps)).to.equal('1 用工单位提请 已完成 广顺劳务 2 劳监审核 已退回 3 住建复核 办理中 2 个工作日后到期 4 银行代发 未开始');
    expect(tags(steps, 'li').map((li) => li['aria-current'])).to.deep.equal([undefined, undefined, 'step', undefined]);
  });

  it('the money line names the trouble at its link', () => {
    const line = <MoneyLine label="8月" links={[{ label: '应拨', fen: 418_000_000n }, { label: '已拨', fen: 0n, trouble: '晚 12 天' }, { label: '退票', fen: null }]} />;
    expect(says(line)).to.equal('应拨 4,180,000.00 已拨 0.00 晚 12 天 退票 —');
  });

  it('the timeline says when, what, who and why', () => {
    const entries = [{ at: new Date('2026-11-20T07:05:00Z'), what: '退回', who: '陈秀兰', detail: '缺 2 人' }, { at: day('2026-09-01'), what: '提请' }];
    expect(says(<Timeline entries={entries} />)).to.equal('2026-11-20 15:05 退回 陈秀兰 缺 2 人 2026-09-01 提请');
  });

  it('tabs are links, and the current one is marked', () => {
    const tabs = <Tabs label="项目" current="b" tabs={[{ key: 'a', label: '概况', href: '/a' }, { key: 'b', label: '预警', href: '/b', count: 0 }]} />;
    expect(says(tabs)).to.equal('概况 预警 0');
    expect(tags(tabs, 'a').map((a) => a['aria-current'])).to.deep.equal([undefined, 'page']);
  });
});

describe('what the reader does', () => {
  const panel = (choices: { label: string; action: string }[]) => (
    <ActionPanel
      state={{ text: '待劳监审核', tone: 'orange' }}
      next="审核同意后转住建复核。"
      due={{ date: day('2026-11-24'), left: { days: 1 } }}
      csrf="t"
      form={{ values: { opinion: '材料齐全' }, issues: [] }}
      opinion={{}}
      choices={choices}
    />
  );

  it('sees the state, the next step, the term and one opinion for whichever decision', () => {
    const shown = panel([{ label: '同意', action: '/r/1/approve' }, { label: '退回', action: '/r/1/return' }]);
    expect(says(shown)).to.equal('办理 待劳监审核 审核同意后转住建复核。 办理期限 2026-11-24 1 个工作日后到期 办理意见 材料齐全 同意 退回');
    expect(tags(shown, 'button').map((b) => b['formaction'])).to.deep.equal(['/r/1/approve', '/r/1/return']);
    expect(tags(shown, 'form')[0]).to.include({ method: 'post', action: '/r/1/approve' });
  });

  it('has nothing to press where it is not his turn', () => {
    expect(tags(panel([]), 'form')).to.have.length(0);
    expect(says(panel([]))).to.contain('待劳监审核');
  });

  it('takes two steps to do what is grave, and lands in the second where it was wrong', () => {
    const confirm = (issues: { path: string; message: string }[]) => (
      <Confirm label="撤销此指令书" warning="文书号不再使用。" button="确认撤销" action="/x" csrf="t" form={{ values: {}, issues }}>
        <TextArea name="reason" label="撤销理由" />
      </Confirm>
    );
    expect(says(confirm([]))).to.equal('撤销此指令书 文书号不再使用。 撤销理由 确认撤销');
    expect(tags(confirm([]), 'details')[0]).not.to.have.property('open');
    expect(tags(confirm([{ path: 'reason', message: '请填写撤销理由' }]), 'details')[0]).to.have.property('open');
  });

  it('gives a purpose to see a whole number; without the right there is no way to ask', () => {
    const masked = <Masked kind="身份证号" text="460***********0018" reveal={{ action: '/workers/7/reveal', csrf: 't', purposes: [{ value: 'case', label: '办理案件' }] }} />;
    expect(says(masked)).to.contain('460***********0018').and.contain('查看用途 办理案件');
    expect(tags(masked, 'form')[0]).to.include({ method: 'post', action: '/workers/7/reveal' });
    expect(says(<Masked kind="身份证号" text="460***********0018" />)).to.equal('460***********0018');
  });
});
