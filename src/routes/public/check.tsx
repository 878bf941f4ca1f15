import { checkPaper } from '../../domain/papers/index.js';
import { shape, text } from '../../platform/parse.js';
import { CheckPage } from '../../views/pages/papers/check.js';
import { page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';

const code = text('核验码', { max: 400 });

/** The form, and the answer for a code that was typed into it or into the start page. */
const checkForm = page({
  path: paths.paperCheck,
  audience: ['anonymous'],
  summary: '核验文书',
  query: shape({ code: code.optional() }),
  load: async (work, { query, ip }) => (query.code === undefined ? undefined : ((await checkPaper(work, { code: query.code, ip })) ?? null)),
  view: (paper, ctx) => <CheckPage shell={ctx.open('check')} action={paths.paperCheck} paper={paper} />,
});

/** Where the QR code of a paper leads. */
const checkByCode = page({
  path: paths.paperCheckCode(),
  audience: ['anonymous'],
  summary: '核验一份文书',
  params: shape({ code }),
  load: async (work, { params, ip }) => (await checkPaper(work, { code: params.code, ip })) ?? null,
  view: (paper, ctx) => <CheckPage shell={ctx.open('check')} action={paths.paperCheck} paper={paper} />,
});

const checkJson = resource({
  path: paths.paperCheckCode(),
  audience: ['anonymous'],
  summary: '核验一份文书',
  params: shape({ code }),
  load: async (work, { params, ip }) => ({ paper: (await checkPaper(work, { code: params.code, ip })) ?? null }),
});

export const checkRoutes: readonly Definition[] = [checkForm, checkByCode, checkJson];
