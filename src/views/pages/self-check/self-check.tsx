import type { VNode } from 'preact';
import { Button, ButtonRow, DateText, EmptyState, Fold, Form, Money, Notice, PublicPage, RadioField, StatusTag, TextArea, TextField, type Flash, type NavItem } from '../../components/index.js';
import { blankForm, type FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { lineWords } from '../payroll/payroll-words.js';

interface PublicShell {
  readonly home: string;
  readonly nav: readonly NavItem[];
  readonly current: string;
  readonly flash: Flash | undefined;
}

export interface SelfCheckView {
  readonly shell: PublicShell;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly complaintHref: string;
}

/** Step one: who. The answer is the same for everyone. */
export function SelfCheckPage({ shell, csrf, form, action, complaintHref }: SelfCheckView): VNode {
  return (
    <PublicPage {...shell} title="查我的工资" form={form} lead="第一步：填写姓名和身份证号码后四位。验证码会发到您登记在工地花名册上的手机。">
      <Form action={action} csrf={csrf} form={form}>
        <TextField name="name" label="姓名" autocomplete="name" maxLength={60} />
        <TextField name="idLast4" label="身份证号码后四位" hint="末位是 X 的照写" maxLength={4} width="short" />
        <ButtonRow>
          <Button>获取验证码</Button>
        </ButtonRow>
      </Form>
      <p>
        换了手机号码，或者没有登记过手机的，请在工地找劳资专管员更正，也可以直接<a href={complaintHref}>投诉欠薪</a>。
      </p>
    </PublicPage>
  );
}

export interface CodeView {
  readonly shell: PublicShell;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly againHref: string;
  /** In the demonstration, where no message is sent. */
  readonly shown: readonly string[] | undefined;
}

/** Step two: the code. */
export function CodePage({ shell, csrf, form, action, againHref, shown }: CodeView): VNode {
  return (
    <PublicPage {...shell} title="填写验证码" form={form} lead="第二步：如果姓名和后四位与登记相符，验证码已经发到登记的手机，十分钟内有效。">
      {shown && (
        <Notice kind="info" title="演示模式">
          {shown.length > 0 ? `不发短信。验证码 ${shown.join('、')}` : '现在没有可用的验证码：没有这样一名登记了手机的工人，或者验证码已经用过、过期。正式使用时页面不会说明这一点。'}
        </Notice>
      )}
      <Form action={action} csrf={csrf} form={form}>
        <TextField name="oneTimeCode" label="六位验证码" autocomplete="one-time-code" inputMode="numeric" maxLength={12} width="short" />
        <ButtonRow>
          <Button>查看我的工资</Button>
        </ButtonRow>
      </Form>
      <p>
        没有收到？核对姓名和后四位后<a href={againHref}>重新获取</a>。
      </p>
    </PublicPage>
  );
}

export interface OwnLineView {
  readonly sheetId: string;
  readonly lineNo: number;
  readonly period: Period;
  readonly project: string;
  readonly employer: string;
  readonly days: string | null;
  readonly grossFen: Fen;
  readonly deductionFen: Fen;
  readonly netFen: Fen;
  readonly paidFen: Fen;
  readonly state: keyof typeof lineWords;
  readonly payOn: PlainDate;
  readonly paidOn: PlainDate | null;
  readonly cardLast4: string;
  readonly bankName: string;
  readonly returnedWhy: string | null;
  readonly verdict: 'confirmed' | 'rejected' | null;
  readonly verdictReason: string | null;
}

export interface OwnWagesView {
  readonly shell: PublicShell;
  readonly csrf: string;
  readonly name: string;
  readonly lines: readonly OwnLineView[];
  readonly missing: readonly { readonly period: Period; readonly project: string; readonly days: number }[];
  readonly complaintHref: string;
  readonly leaveAction: string;
  replyAction(sheetId: string, lineNo: number): string;
  complainAction(sheetId: string, lineNo: number): string;
  /** The state of a form that was refused, for the line that it was sent for. */
  formOf(kind: 'reply' | 'complain', sheetId: string, lineNo: number): FormState | undefined;
}

/** Step three: the worker's own months. */
export function OwnWagesPage(view: OwnWagesView): VNode {
  const { shell, csrf, name, lines, missing } = view;
  return (
    <PublicPage {...shell} title={`${name}的工资`} lead="第三步：看每个月的工资对不对、到没到账。没有答复不等于同意。">
      {missing.length > 0 && (
        <Notice kind="warn" title="有出勤、没有工资表的月份">
          {missing.map((m) => `${formatPeriod(m.period)}（${m.project}，${m.days} 天）`).join('；')}。<a href={view.complaintHref}>投诉欠薪</a>
        </Notice>
      )}
      {lines.length === 0 && <EmptyState title="还没有您的工资记录">工地报送工资表后会显示在这里。</EmptyState>}
      {lines.map((l) => (
        <OwnLine key={`${l.sheetId}/${l.lineNo}`} line={l} view={view} />
      ))}
      <Form action={view.leaveAction} csrf={csrf} form={blankForm}>
        <ButtonRow>
          <Button look="secondary">看完了，退出</Button>
        </ButtonRow>
      </Form>
    </PublicPage>
  );
}

function OwnLine({ line: l, view }: { line: OwnLineView; view: OwnWagesView }): VNode {
  const own = (kind: 'reply' | 'complain', blank: FormState): FormState => ({ ...(view.formOf(kind, l.sheetId, l.lineNo) ?? blank), formId: `${kind}-${l.sheetId}-${l.lineNo}` });
  const reply = own('reply', blankForm);
  const complain = own('complain', { ...blankForm, values: { what: 'not-received' } });
  return (
    <section class="door">
      <h2>
        {formatPeriod(l.period)} <StatusTag word={lineWords[l.state]} />
      </h2>
      <p>
        {l.project}，{l.employer}
      </p>
      <p>
        实发 <Money fen={l.netFen} unit />
        {l.deductionFen > 0n && (
          <>
            （应发 <Money fen={l.grossFen} unit />，扣除 <Money fen={l.deductionFen} unit />）
          </>
        )}
        {l.days !== null && `，${Number(l.days)} 天`}
      </p>
      <p>
        {l.state === 'paid' ? (
          <>
            <DateText date={l.paidOn} /> 已发到尾号 {l.cardLast4} 的卡{l.bankName && `（${l.bankName}）`}
          </>
        ) : l.state === 'returned' ? (
          `银行退回${l.returnedWhy ? `：${l.returnedWhy}` : ''}。请找劳资专管员核对银行卡，更正后重新发放。`
        ) : l.state === 'in-transit' ? (
          '正在发放，银行还没有回复。'
        ) : (
          <>
            还没有发放，约定 <DateText date={l.payOn} /> 前发放
            {l.paidFen > 0n && (
              <>
                ，已到账 <Money fen={l.paidFen} unit />
              </>
            )}
          </>
        )}
      </p>
      {l.verdict && <p>{l.verdict === 'confirmed' ? '您已确认这个月的工资。' : `您已反映：${l.verdictReason}`}</p>}
      {l.verdict !== 'confirmed' && (
        <Form action={view.replyAction(l.sheetId, l.lineNo)} csrf={view.csrf} form={blankForm} hidden={{ verdict: 'confirmed' }}>
          <ButtonRow>
            <Button look="secondary">数额和天数对，确认</Button>
          </ButtonRow>
        </Form>
      )}
      <Fold label="数额或者天数不对" form={reply}>
        <Form action={view.replyAction(l.sheetId, l.lineNo)} csrf={view.csrf} form={reply} hidden={{ verdict: 'rejected' }}>
          <TextArea name="reason" label="哪里不对" hint="例如：干了 25 天只算了 22 天" rows={3} maxLength={300} />
          <ButtonRow>
            <Button>告诉用工单位和监察员</Button>
          </ButtonRow>
        </Form>
      </Fold>
      <Fold label="没有收到，或者要投诉" form={complain}>
        <Form action={view.complainAction(l.sheetId, l.lineNo)} csrf={view.csrf} form={complain}>
          <RadioField
            name="what"
            label="情况"
            options={[
              { value: 'not-received', label: '没有收到' },
              { value: 'wrong-amount', label: '数额不对' },
              { value: 'other', label: '其他' },
            ]}
          />
          <TextArea name="words" label="补充说明" optional hint="工地、月份、金额已经替您填好" rows={3} maxLength={500} />
          <ButtonRow>
            <Button>提交投诉</Button>
          </ButtonRow>
        </Form>
      </Fold>
    </section>
  );
}
