import { Listing } from '../../entities/listing.js';
import * as law from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { getOrgan, lawOf } from '../policy/index.js';
import { assessListing, getListingCase } from './conditions.js';
import type { newListing } from './inputs.js';

/**
 * Proposes a firm for the list. The conditions of 名单45 Art. 5 are checked and kept with the parameters used; the clock of the decision
 * (Art. 8: 20 working days from the last day of the order) runs from here.
 * @throws Refusal `list-conditions-unmet`, `already-exists`
 */
export async function proposeListing(work: Work, { caseId, ...input }: { readonly caseId: string } & TypeOf<typeof newListing>): Promise<{ readonly listingId: string; readonly number: string }> {
  const facts = await getListingCase(work, caseId);
  const assessment = await assessListing(work, facts);
  if (assessment.value.outcome !== 'met') throw new Refusal('list-conditions-unmet', assessment.because);
  const order = facts.order!;
  const organ = await getOrgan(work, facts.organId);
  const local = await lawOf(work, facts.areaCode);
  const decideBy = law.dueOrProvisional((l) => law.deadline('listing-decision', order.dueOn, l), local);
  const [party] = await work.db.query<[{ legal: string }]>('SELECT legal_representative AS legal FROM party WHERE id = $1', [facts.partyId]);
  const persons = [...(party!.legal === '' ? [] : [{ name: party!.legal, role: '法定代表人' }]), ...(input.persons ?? [])];
  const listingId = work.newId();
  const number = await nextNumber(work, organ.docPrefix ?? '');
  try {
    await work.db.insert(Listing, {
      id: listingId,
      number,
      list: 'blacklist',
      partyId: facts.partyId,
      caseId: facts.id,
      organId: facts.organId,
      ground: assessment.value.amount === 'reached' ? 'amount' : 'mass-incident',
      facts: input.facts,
      workers: facts.workers,
      amountFen: facts.unpaidFen,
      orderNumber: order.number,
      persons,
      assessment: { because: assessment.because, source: law.cite(assessment.source), reasons: assessment.value.reasons, parameters: assessment.parameters, decideBy: decideBy.because, provisional: decideBy.provisional },
      state: 'proposed',
      decideBy: decideBy.value,
      proposedBy: work.actor.id!,
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'listing_open') throw new Refusal('already-exists', '这个单位已因本案拟列入或列入名单');
    throw error;
  }
  await work.record({ action: 'listing.proposed', subject: ['listing', listingId], projectId: facts.projectId, to: 'proposed', detail: { party: facts.partyId, number } });
  return { listingId, number };
}

/** 儋人社监名〔2026〕1号, without gaps per organ and year. */
async function nextNumber(work: Work, prefix: string): Promise<string> {
  const head = `${prefix}名〔${work.today.slice(0, 4)}〕`;
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`listing number ${head}`]);
  const [last] = await work.db.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM listing WHERE starts_with(number, $1)`, [head]);
  return `${head}${last!.n + 1}号`;
}
