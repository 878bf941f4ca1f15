import { oneOf, shape, text, uscc } from '../../platform/parse.js';

export const partyKinds = ['enterprise', 'bank', 'surety', 'insurer', 'public-body'] as const;

export const newParty = shape({
  kind: oneOf('单位类型', partyKinds),
  uscc: uscc(),
  name: text('单位名称', { min: 2, max: 100 }),
  legalRepresentative: text('法定代表人', { max: 40 }).optional(),
  address: text('住所', { max: 200 }).optional(),
  phone: text('联系电话', { max: 40 }).optional(),
  areaCode: text('所在地区', { max: 9 }),
});
