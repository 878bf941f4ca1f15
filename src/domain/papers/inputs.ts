import { id, oneOf, plainDate, shape, text } from '../../platform/parse.js';
import { serviceModes } from '../../entities/service-record.js';

/** How an attempt to serve a paper went. Which fields an attempt needs depends on its mode. */
export const serviceAttempt = shape({
  mode: oneOf('送达方式', serviceModes),
  outcome: oneOf('结果', ['served', 'failed'] as const),
  attemptedOn: plainDate('送达日期'),
  servedOn: plainDate('签收或到达日期').optional(),
  place: text('送达地点', { max: 200 }).optional(),
  receivedBy: text('收件人', { max: 50 }).optional(),
  relation: text('收件人与受送达人的关系', { max: 50 }).optional(),
  witness: text('见证人', { max: 80 }).optional(),
  consent: text('同意电子送达的记录', { max: 80 }).optional(),
  photos: text('拍照、录像情况', { max: 80 }).optional(),
  note: text('说明', { max: 100 }).optional(),
  coServerId: id('共同送达人'),
});
