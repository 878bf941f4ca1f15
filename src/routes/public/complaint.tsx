import { followLead, leadFlow, leadFollowing, newComplaint, receiveComplaint, wrongFollowing, type FollowedLead } from '../../domain/leads/index.js';
import { listTownships } from '../../domain/parties/index.js';
import type { Role } from '../../values/role.js';
import { ComplaintPage, FollowPage } from '../../views/pages/leads/complaint.js';
import { command, page, type Definition } from '../define.js';
import { paths } from '../paths.js';

const everyone: readonly Role[] = ['anonymous'];

const complaintPage = page({
  path: paths.complaint,
  audience: everyone,
  summary: '投诉欠薪',
  load: (work) => listTownships(work),
  view: (areas, ctx) => (
    <ComplaintPage
      shell={ctx.open('complaint')}
      csrf={ctx.csrf}
      form={ctx.formFor('complaint.receive')}
      action={paths.complaint}
      followHref={paths.complaintFollow}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
    />
  ),
});

const complain = command({
  id: 'complaint.receive',
  path: paths.complaint,
  audience: everyone,
  summary: '提交欠薪投诉',
  body: newComplaint,
  status: 201,
  run: async (work, { body, ip }) => {
    const { number, code } = await receiveComplaint(work, body, { ip, channel: 'public-form' });
    return { number, code };
  },
  page: {
    form: complaintPage,
    done: () => paths.complaintFollow,
    flash: ({ number, code }) => `投诉已收到。您的投诉编号是 ${unbroken(number)}，查询码是 ${unbroken(code)}。请抄下来或者截图，查询进度时两样都要用。`,
  },
});

const followPage = page({
  path: paths.complaintFollow,
  audience: everyone,
  summary: '查询投诉进度',
  load: async () => undefined,
  view: (_model, ctx) => <FollowPage shell={ctx.open('complaint')} csrf={ctx.csrf} form={ctx.formFor('complaint.follow')} action={paths.complaintFollow} complaintHref={paths.complaint} />,
});

const follow = command({
  id: 'complaint.follow',
  path: paths.complaintFollow,
  audience: everyone,
  summary: '查询投诉进度',
  body: leadFollowing,
  run: (work, { body, ip }) => followLead(work, { ...body, ip }),
  settle: async (result) => {
    if (!result.ok) throw wrongFollowing();
  },
  page: {
    form: followPage,
    done: () => paths.complaintFollow,
    flash: (result) => ({ kind: 'info', text: result.ok ? told(result.lead) : '' }),
  },
});

/** With hyphens that a narrow screen does not break a line at. */
const unbroken = (code: string): string => code.replaceAll('-', '\u2011');

/** The standing of a lead as the complainant reads it. */
function told({ number, state, receivedOn, answerBy, answer }: FollowedLead): string {
  return `投诉 ${unbroken(number)}：${leadFlow.words.states[state]}。收到日期 ${receivedOn}。${answerBy ? `${answerBy} 前答复您是否受理。` : ''}${answer ? `答复：${answer}` : ''}`;
}

export const complaintRoutes: readonly Definition[] = [complaintPage, complain, followPage, follow];
