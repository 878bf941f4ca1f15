import { words } from '../../words.js';

/** Whether a paper has reached whom it is for: until then none of its terms runs. */
export const serviceWords = words({
  unserved: { text: '待送达', tone: 'orange' },
  served: { text: '已送达', tone: 'green' },
  internal: { text: '存档', tone: 'grey' },
});

/** How a paper is served, and what proves it. */
export const modeHints = {
  direct: '本人或者收件人签收',
  leave: '拒收时，有见证人或者拍照、录像',
  mail: '以回执上的签收日期为准',
  electronic: '须经受送达人同意',
  entrusted: '委托其他机关代为送达',
  announcement: '下落不明时，公告 30 日视为送达',
  posting: '逃匿时，张贴并拍照、录像',
} as const;
