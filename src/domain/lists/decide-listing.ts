import { Listing } from '../../entities/listing.js';
import { Party } from '../../entities/party.js';
import * as law from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { formatDate, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { issuePaper } from '../papers/index.js';
import { setStanding } from '../parties/index.js';
import { getOrgan, lawOf } from '../policy/index.js';
import { getListingCase, type ListingCase } from './conditions.js';
import { lockListing, personOf } from './get-listing.js';
import type { decisionInput, dropInput, objectionInput, removalInput, verificationInput } from './inputs.js';
import { listingFlow, type ListingAction, type ListingState } from './states.js';

type Person = { readonly name: string; readonly role: string };

const listSource = (article: number): law.Source => law.at('list-45', article === 5 || article === 11 || article === 12 ? 'S' : 'L', article);

async function move(work: Work, listing: Listing, action: ListingAction, changes: Partial<Listing>, reason?: string, detail: Readonly<Record<string, unknown>> = {}): Promise<ListingState> {
  const to = next(listingFlow, listing.state, action, work.actor.role);
  await work.db.update(Listing, { id: listing.id }, { ...changes, state: to } as never);
  const [row] = await work.db.query<[{ projectId: string }]>('SELECT project_id AS "projectId" FROM case_file WHERE id = $1', [listing.caseId]);
  await work.record({ action: `listing.${action}`, subject: ['listing', listing.id], projectId: row!.projectId, from: listing.state, to, reason, detail });
  return to;
}

async function unitOf(work: Work, partyId: string): Promise<{ name: string; uscc: string; address?: string; legalRepresentative?: string }> {
  const party = await work.db.findOneByOrFail(Party, { id: partyId });
  return { name: party.name, uscc: party.uscc, ...(party.address ? { address: party.address } : {}), ...(party.legalRepresentative ? { legalRepresentative: party.legalRepresentative } : {}) };
}

const orderOf = (facts: ListingCase): { title: string; number: string; issuedOn: PlainDate; dueOn: PlainDate } => {
  if (!facts.order) throw new Refusal('wrong-state', '责令支付的文书没有送达');
  return { title: facts.order.title, number: facts.order.number, issuedOn: facts.order.issuedOn, dueOn: facts.order.dueOn };
};

/** Issues the 拟列入告知书 (名单45 Art. 6). Its service starts the clock of the objection: `recordNoticeService`. */
export async function giveNotice(work: Work, listingId: string): Promise<{ readonly paperId: string; readonly number: string }> {
  const listing = await lockListing(work, listingId);
  next(listingFlow, listing.state, 'notice', work.actor.role);
  const facts = await getListingCase(work, listing.caseId);
  const organ = await getOrgan(work, listing.organId);
  const objection = law.need(await lawOf(work, facts.areaCode), 'blacklist.objectionDays', work.today);
  const paper = await issuePaper(work, {
    kind: 'listing-prior-notice',
    organId: organ.id,
    projectId: facts.projectId,
    partyId: listing.partyId,
    caseId: listing.caseId,
    subjectId: listing.id,
    data: {
      unit: await unitOf(work, listing.partyId),
      persons: listing.persons as Person[],
      order: orderOf(facts),
      facts: listing.facts,
      basis: [law.cite(listSource(5))],
      objectionWorkingDays: objection.value,
      objectionBasis: [law.cite(listSource(6))],
      nonListingBasis: [law.cite(listSource(7))],
      contact: { name: work.actor.name, phone: organ.phone },
    },
  });
  await move(work, listing, 'notice', { noticePaperId: paper.paperId }, undefined, { paper: paper.number });
  return paper;
}

/** The day on which the prior notice was served, from the service records; undefined while it is not. */
async function noticeServedOn(work: Work, listing: Listing): Promise<PlainDate | undefined> {
  const [served] = await work.db.query<{ servedOn: PlainDate }[]>('SELECT served_on AS "servedOn" FROM service_record WHERE paper_id = $1 AND served_on IS NOT NULL', [listing.noticePaperId]);
  return served?.servedOn;
}

async function objectionDueOn(work: Work, listing: Listing, areaCode: string): Promise<PlainDate> {
  const servedOn = await noticeServedOn(work, listing);
  if (!servedOn) throw new Refusal('wrong-state', '拟列入告知书尚未送达，异议期限还没有开始');
  return law.deadline('listing-objection', servedOn, await lawOf(work, areaCode)).value;
}

/** Records the party's objection, in time or late; verification is due within the term of Art. 6. */
export async function objectListing(work: Work, listingId: string, input: TypeOf<typeof objectionInput>): Promise<void> {
  const listing = await lockListing(work, listingId);
  next(listingFlow, listing.state, 'object', work.actor.role);
  const facts = await getListingCase(work, listing.caseId);
  const dueOn = await objectionDueOn(work, listing, facts.areaCode);
  if (input.receivedOn > work.today) throw new Invalid([{ path: 'receivedOn', message: '收到异议日期不能晚于今天' }]);
  const verify = law.dueOrProvisional((l) => law.deadline('listing-verification', input.receivedOn, l), await lawOf(work, facts.areaCode));
  await move(work, listing, 'object', { objection: input.objection, objectionOn: input.receivedOn, objectionDueOn: dueOn, verifyDueOn: verify.value }, undefined, { late: input.receivedOn > dueOn });
}

/** Writes down what the check of the objection found. An objection that holds ends in not listing. */
export async function verifyObjection(work: Work, listingId: string, input: TypeOf<typeof verificationInput>): Promise<void> {
  const listing = await lockListing(work, listingId);
  await move(work, listing, 'verify', { verification: input.verification }, undefined, { upheld: input.upheld === 'yes' });
}

/**
 * One of the two who decide agrees; the second person's agreement decides, and issues the 列入决定书 (Art. 8).
 * Without an objection the decision waits until the objection term has passed.
 * @throws Refusal `same-person`, `wrong-state`
 */
export async function decideListing(work: Work, listingId: string, input: TypeOf<typeof decisionInput>): Promise<{ readonly decided: boolean; readonly paperId?: string }> {
  const listing = await lockListing(work, listingId);
  next(listingFlow, listing.state, 'decide', work.actor.role);
  const facts = await getListingCase(work, listing.caseId);
  const dueOn = await objectionDueOn(work, listing, facts.areaCode);
  if (listing.state === 'noticed' && work.today <= dueOn) throw new Refusal('wrong-state', `异议期限至${formatDate(dueOn)}届满，届满后才能作出列入决定`);
  if ((await personOf(work, listing.proposedBy)) === work.actor.personId) throw new Refusal('same-person', '提出列入的人不能参与决定');
  if (listing.firstDeciderId === null) {
    await work.db.update(Listing, { id: listing.id }, { firstDeciderId: work.actor.id, objectionDueOn: dueOn });
    await work.record({ action: 'listing.first-decision', subject: ['listing', listing.id], projectId: facts.projectId, reason: input.opinion });
    return { decided: false };
  }
  if ((await personOf(work, listing.firstDeciderId)) === work.actor.personId) throw new Refusal('same-person', '列入决定须由两个人作出，您已同意过');
  const organ = await getOrgan(work, listing.organId);
  const local = await lawOf(work, facts.areaCode);
  const expiry = law.deadline('listing-expiry', work.today, local);
  const [notice] = await work.db.query<[{ number: string }]>('SELECT number FROM paper WHERE id = $1', [listing.noticePaperId]);
  const early = law.need(local, 'blacklist.earlyRemoval.minMonths', work.today);
  const paper = await issuePaper(work, {
    kind: 'listing-decision',
    organId: organ.id,
    projectId: facts.projectId,
    partyId: listing.partyId,
    caseId: listing.caseId,
    subjectId: listing.id,
    data: {
      unit: await unitOf(work, listing.partyId),
      persons: listing.persons as Person[],
      order: orderOf(facts),
      priorNotice: {
        number: notice!.number,
        servedOn: (await noticeServedOn(work, listing))!,
        answer: listing.objection === null ? '当事单位在规定期限内未提出异议' : `当事单位提出异议：${listing.objection.slice(0, 400)}。经核实：${(listing.verification ?? '').slice(0, 400)}`,
      },
      facts: listing.facts,
      basis: [law.cite(listSource(5)), law.cite(listSource(8))],
      listedFrom: work.today,
      listedTo: expiry.value,
      measures: ['在政府资金支持、政府采购、招投标方面予以限制', '在融资贷款、市场准入、税收优惠方面予以限制', '在评优评先、交通出行等方面予以限制'],
      measuresBasis: [law.cite(law.at('regulation-724', 'C', 48))],
      earlyRemoval: {
        conditions: ['已经改正拖欠农民工工资的违法行为', `自改正之日起被列入名单满${early.words}`, '书面承诺不再拖欠农民工工资'],
        procedure: '向作出列入决定的机关提交书面申请、改正的证明和信用承诺书，由该机关审核后书面告知结果',
        basis: [law.cite(listSource(12)), law.cite(listSource(14))],
      },
      remedies: await remediesOf(work, organ, local),
    },
  });
  await move(work, listing, 'decide', { secondDeciderId: work.actor.id, decidedOn: work.today, decisionPaperId: paper.paperId, expiresOn: expiry.value, objectionDueOn: dueOn }, input.opinion, { paper: paper.number });
  return { decided: true, paperId: paper.paperId };
}

async function remediesOf(work: Work, organ: { reconsiderationOrgan: string; court: string }, local: law.Law): Promise<{ reconsiderationOrgan: string; reconsiderationDays: number; court: string; suitMonths: number }> {
  if (organ.reconsiderationOrgan === '' || organ.court === '') throw new Refusal('parameter-missing', '本机关的行政复议机关和管辖法院尚未登记，请由管理员补充');
  return {
    reconsiderationOrgan: organ.reconsiderationOrgan,
    reconsiderationDays: law.need(local, 'remedy.reconsiderationDays', work.today).value,
    court: organ.court,
    suitMonths: law.need(local, 'remedy.suitMonths', work.today).value,
  };
}

/** Puts the decided listing on the public page and into the register of firms (Arts. 9–10). The decision must have been served. */
export async function publishListing(work: Work, listingId: string): Promise<void> {
  const listing = await lockListing(work, listingId);
  next(listingFlow, listing.state, 'publish', work.actor.role);
  const [served] = await work.db.query<unknown[]>('SELECT FROM service_record WHERE paper_id = $1 AND served_on IS NOT NULL', [listing.decisionPaperId]);
  if (!served) throw new Refusal('wrong-state', '列入决定书尚未送达，送达后才能公布');
  await move(work, listing, 'publish', { publishedOn: work.today });
  await setStanding(work, listing.partyId, 'listed');
}

/** Leaves the firm off the list (Art. 7, or an objection that holds). */
export async function dropListing(work: Work, listingId: string, input: TypeOf<typeof dropInput>): Promise<void> {
  const listing = await lockListing(work, listingId);
  await move(work, listing, 'drop', {}, input.reason, { corrected: input.corrected });
}

/**
 * Takes a listing off the public page: its term has ended, it is removed early (Art. 12: six months on the list from the correction), or the
 * order behind it was revoked (Art. 16). The page answers 404 from then on.
 */
export async function removeListing(work: Work, listingId: string, input: TypeOf<typeof removalInput>): Promise<void> {
  const listing = await lockListing(work, listingId);
  next(listingFlow, listing.state, 'remove', work.actor.role);
  if (input.ground === 'expired' && work.today <= listing.expiresOn!) throw new Refusal('wrong-state', `列入期限至${formatDate(listing.expiresOn!)}届满`);
  if (input.ground === 'early') {
    if (!input.correctedOn) throw new Invalid([{ path: 'correctedOn', message: '提前移出须填写改正日期' }]);
    const facts = await getListingCase(work, listing.caseId);
    const from = input.correctedOn > listing.publishedOn! ? input.correctedOn : listing.publishedOn!;
    const earliest = law.deadline('listing-early-removal', from, await lawOf(work, facts.areaCode));
    if (work.today < earliest.value) throw new Refusal('wrong-state', `提前移出的条件尚未满足：${earliest.because}`);
  }
  await move(work, listing, 'remove', { removedOn: work.today, removedReason: input.reason, ...(input.correctedOn ? { correctedOn: input.correctedOn } : {}) }, input.reason, { ground: input.ground });
  const [other] = await work.db.query<unknown[]>(`SELECT FROM listing WHERE party_id = $1 AND state = 'published' AND id <> $2`, [listing.partyId, listing.id]);
  if (!other) await setStanding(work, listing.partyId, 'normal');
}

/** Removes the listings whose term has ended; the clock calls it every day (Art. 17). */
export async function removeExpired(work: Work): Promise<number> {
  const due = await work.db.query<{ id: string }[]>(`SELECT id FROM listing WHERE state = 'published' AND expires_on < $1 ORDER BY id`, [work.today]);
  for (const { id } of due) await removeListing(work, id, { ground: 'expired', correctedOn: undefined, reason: '列入期限届满' });
  return due.length;
}
