import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, FieldGroup, Form, MonthField, Notice, PublicPage, SelectField, TextArea, TextField, type Flash, type NavItem, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';

interface PublicShell {
  readonly home: string;
  readonly nav: readonly NavItem[];
  readonly current: string;
  readonly flash: Flash | undefined;
}

export interface ComplaintView {
  readonly shell: PublicShell;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly followHref: string;
  readonly areas: readonly Option[];
}

/** The public complaint: one page, plain words, nothing asked for that is not needed. */
export function ComplaintPage({ shell, csrf, form, action, followHref, areas }: ComplaintView): VNode {
  return (
    <PublicPage {...shell} title="投诉欠薪" form={form} lead="写清哪个工地、谁欠的、欠了多少。五个工作日内决定是否受理。">
      <Notice kind="info" title="您的身份保密">
        姓名和手机号只用来和您联系，不会告诉用人单位。
      </Notice>
      <p>
        已经投诉过？<a href={followHref}>查询办理进度</a>
      </p>
      <Form action={action} csrf={csrf} form={form}>
        <FieldGroup legend="您本人">
          <TextField name="name" label="您的姓名" autocomplete="name" maxLength={50} />
          <TextField name="phone" label="您的手机号码" autocomplete="tel" inputMode="tel" maxLength={20} />
        </FieldGroup>
        <FieldGroup legend="谁欠的，在哪里">
          <TextField name="employer" label="欠薪的单位" width="long" hint="不知道单位全称的，写工头或者班组长的姓名" maxLength={100} />
          <TextField name="place" label="工地或项目" width="long" hint="工地名称或者地址" maxLength={200} />
          <SelectField name="areaCode" label="所在乡镇" optional blank="不清楚" options={areas} />
        </FieldGroup>
        <FieldGroup legend="欠了多少">
          <MonthField name="periodFrom" label="从哪个月开始欠" optional />
          <MonthField name="periodTo" label="欠到哪个月" optional />
          <AmountField name="amount" label="一共欠多少钱" optional hint="几个人的，写合计" />
          <TextField name="workers" label="涉及几个人" optional inputMode="numeric" width="short" suffix="人" hint="不填按您 1 人" maxLength={6} />
        </FieldGroup>
        <TextArea name="content" label="事情经过" hint="什么时候进场、做什么工、怎么约定工资、找过谁、对方怎么说" rows={6} maxLength={2000} />
        <ButtonRow>
          <Button>提交投诉</Button>
        </ButtonRow>
      </Form>
    </PublicPage>
  );
}

export interface FollowView {
  readonly shell: PublicShell;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly complaintHref: string;
}

/** Asks for both halves of the receipt. The answer stands above, once, and is in no address. */
export function FollowPage({ shell, csrf, form, action, complaintHref }: FollowView): VNode {
  return (
    <PublicPage {...shell} title="查询投诉进度" form={form} lead="填写提交投诉时给您的编号和查询码，两样都要。">
      <Form action={action} csrf={csrf} form={form}>
        <TextField name="number" label="投诉编号" hint="如 TS20260820-7KQ49" maxLength={40} />
        <TextField name="code" label="查询码" hint="如 K7QFM-3T8ZP" maxLength={40} />
        <ButtonRow>
          <Button>查询</Button>
        </ButtonRow>
      </Form>
      <p>
        编号或者查询码丢了，请<a href={complaintHref}>重新投诉</a>，或者带身份证件到劳动保障监察机构查询。
      </p>
    </PublicPage>
  );
}
