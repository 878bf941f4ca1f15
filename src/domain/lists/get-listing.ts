import { Listing } from '../../entities/listing.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

/** The listing, locked, where this person may know of it. @throws Refusal `not-found` */
export async function lockListing(work: Work, listingId: string): Promise<Listing> {
  const seen = await work.db.query<unknown[]>(
    'SELECT FROM listing l JOIN case_file c ON c.id = l.case_id WHERE l.id = $1 AND c.area_code LIKE $2 FOR UPDATE OF l',
    [listingId, `${work.actor.areaPrefix}%`],
  );
  if (seen.length === 0) throw new Refusal('not-found', '没有找到这条名单记录');
  return work.db.findOneByOrFail(Listing, { id: listingId });
}

/** The person behind an account: two accounts of one person are one person. */
export async function personOf(work: Work, userId: string): Promise<string> {
  const [user] = await work.db.query<[{ person: string }]>('SELECT person_id AS person FROM user_account WHERE id = $1', [userId]);
  return user!.person;
}
