import { Party } from '../../entities/party.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { Invalid } from '../../values/refusal.js';
import type { newParty } from './inputs.js';

/** Registers a firm, bank or public body. Its code can stand only once. */
export async function registerParty(work: Work, input: TypeOf<typeof newParty>): Promise<{ readonly partyId: string }> {
  const partyId = work.newId();
  try {
    await work.db.insert(Party, {
      id: partyId,
      kind: input.kind,
      uscc: input.uscc,
      name: input.name,
      legalRepresentative: input.legalRepresentative ?? '',
      address: input.address ?? '',
      phone: input.phone ?? '',
      areaCode: input.areaCode,
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'party_uscc_key') throw new Invalid([{ path: 'uscc', message: '这个统一社会信用代码已经登记过' }]);
    if (violated(error) === 'party_area_code_fkey') throw new Invalid([{ path: 'areaCode', message: '没有这个地区' }]);
    throw error;
  }
  await work.record({ action: 'party.registered', subject: ['party', partyId], detail: { uscc: input.uscc, name: input.name } });
  return { partyId };
}
