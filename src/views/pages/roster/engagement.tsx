import type { VNode } from 'preact';
import { Button, Confirm, DateField, DateText, ErrorSummary, Form, KeyFacts, LinkButton, Section, Split, StatusTag, TextField, Timeline, type TimelineEntry } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { RosterFrame, type RosterFrameProps } from './roster-frame.js';
import type { RosterRowView } from './roster.js';
import { engagementWords, invalidIdWord, underAgeWord } from './roster-words.js';

export interface EngagementView {
  readonly frame: RosterFrameProps;
  readonly csrf: string;
  readonly engagement: RosterRowView & { readonly phoneLast4: string | null; readonly contractEndsOn: PlainDate | null; readonly bankName: string };
  /** The worker's own page, for those who may open it. */
  readonly workerHref?: string | undefined;
  readonly leave?: { readonly action: string; readonly form: FormState } | undefined;
  readonly card?: { readonly action: string; readonly form: FormState } | undefined;
  /** What was asked for although it is no longer offered, e.g. by a second click. */
  readonly refused?: FormState | undefined;
  readonly events: readonly TimelineEntry[];
}

export function EngagementPage({ frame, csrf, engagement: e, workerHref, leave, card, refused, events }: EngagementView): VNode {
  const form = [leave?.form, card?.form, refused].find((f) => f && f.issues.length > 0);
  return (
    <RosterFrame frame={frame} part="roster" form={form} actions={workerHref && <LinkButton href={workerHref}>工人档案</LinkButton>}>
      {refused && <ErrorSummary form={refused} />}
      <Split
        main={
          <>
            <Section
              title={e.name}
              note={
                <>
                  <StatusTag word={engagementWords[e.state]} /> {e.underAge && <StatusTag word={underAgeWord} />} {!e.idValid && <StatusTag word={invalidIdWord} />}
                </>
              }
            >
              <KeyFacts
                facts={[
                  { label: '用工单位', value: e.employer },
                  { label: '班组', value: e.team ? `${e.team}${e.teamLeader ? '(班组长)' : ''}` : null },
                  { label: '工种', value: e.trade || null },
                  { label: '身份证', value: <span class="code">{`**************${e.idLast4}`}</span> },
                  { label: '手机', value: e.phoneLast4 && <span class="code">{`*******${e.phoneLast4}`}</span> },
                  { label: '进场', value: <DateText date={e.enteredOn} /> },
                  { label: '离场', value: <DateText date={e.leftOn} /> },
                  { label: '合同签订', value: e.contractSignedOn ? <DateText date={e.contractSignedOn} /> : '未签' },
                  { label: '合同到期', value: <DateText date={e.contractEndsOn} /> },
                  { label: '银行卡', value: e.cardLast4 && <span class="code">**** {e.cardLast4}</span>, note: e.bankName || undefined },
                ]}
              />
            </Section>
            <Section title="经过">
              <Timeline entries={events} />
            </Section>
          </>
        }
        aside={
          <>
            {leave && (
              <Section title="办理离场">
                <Form action={leave.action} csrf={csrf} form={leave.form}>
                  <DateField name="leftOn" label="离场日期" hint="在场的最后一天" />
                  <TextField name="reason" label="说明" optional maxLength={200} width="long" />
                  <Button>办理离场</Button>
                </Form>
              </Section>
            )}
            {card && (
              <Section title="工资卡">
                <Confirm
                  label="更正银行卡"
                  warning="今后的工资将发到新卡。原卡号保留在操作记录中。"
                  button="确认更正"
                  action={card.action}
                  csrf={csrf}
                  form={card.form}
                >
                  <TextField name="card" label="新的银行卡号" hint="须为工人本人的银行卡" inputMode="numeric" />
                  <TextField name="bankName" label="开户银行" optional hint="不填则不变" maxLength={60} width="long" />
                  <TextField name="reason" label="更正原因" maxLength={200} width="long" />
                </Confirm>
              </Section>
            )}
          </>
        }
      />
    </RosterFrame>
  );
}
