import type { Shape, Fields, JsonSchema } from '../platform/parse.js';
import { refusals } from '../platform/problems.js';
import { roleNames } from '../values/role.js';
import type { CommandDef, Definition } from './define.js';
import { api } from './mount.js';

/** The OpenAPI 3.1 document of /api/v1, made from the same definitions and shapes that serve it. */
export function openApi(site: readonly Definition[], publicUrl: string): JsonSchema {
  const all: Record<string, Record<string, unknown>> = {};
  for (const def of site) {
    if (def.kind === 'page') continue;
    const path = api + def.path.replace(/:(\w+)/gu, '{$1}');
    all[path] = { ...all[path], [def.kind === 'command' ? 'post' : 'get']: operation(def) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '安薪 API',
      version: '1',
      description: '金额是以元为单位、两位小数的字符串；日期是 YYYY-MM-DD（Asia/Shanghai）；出错时返回 RFC 9457 问题文档。写操作须带本会话的 X-CSRF-Token，可带 Idempotency-Key 防止重复，资金类操作必须带。',
    },
    servers: [{ url: publicUrl }],
    paths: all,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { type: 'string', enum: ['/problems/invalid', '/problems/bad-request', '/problems/fault', ...Object.keys(refusals).map((c) => `/problems/${c}`)] },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string' },
            errors: { type: 'array', items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } } },
          },
        },
      },
    },
  };
}

function operation(def: Exclude<Definition, { kind: 'page' }>): JsonSchema {
  const open = def.audience.includes('anonymous');
  return {
    summary: def.summary,
    description: [open ? '所有人可用' : `可用岗位：${def.audience.map((r) => roleNames[r]).join('、')}`, ...(def.kind === 'command' && def.secondFactor ? ['须有 5 分钟内的动态验证码，或者随本请求以 code 提交'] : [])].join('。'),
    ...(open ? {} : { security: [{ session: [] }] }),
    parameters: [...parameters(def.params, 'path'), ...(def.kind === 'command' ? [] : parameters(def.query, 'query')), ...(def.kind === 'command' && !def.settle ? [keyHeader(def.money)] : [])],
    ...(def.kind === 'command' ? { operationId: def.id, requestBody: requestBody(def) } : {}),
    responses: {
      [def.kind === 'command' ? def.status : 200]: { description: '成功', content: def.kind === 'file' ? { 'application/octet-stream': {} } : { 'application/json': { schema: { type: ['object', 'array'] } } } },
      default: { description: '问题', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

const parameters = (of: Shape<Fields>, where: 'path' | 'query'): JsonSchema[] =>
  Object.entries(of.fields).map(([name, atom]) => ({ name, in: where, required: where === 'path' || atom.required, schema: atom.doc }));

const keyHeader = (required: boolean): JsonSchema => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  description: '同一请求号、同一内容再次提交，返回第一次的结果，不重复办理；永久保留',
  schema: { type: 'string', maxLength: 200 },
});

function requestBody({ body: of, files, secondFactor }: CommandDef): JsonSchema {
  const own = of.doc as { properties: Record<string, unknown> };
  const whole = secondFactor ? { ...own, properties: { ...own.properties, code: { type: 'string', title: '动态验证码', maxLength: 20 } } } : own;
  if (files.length === 0) return { required: true, content: { 'application/json': { schema: whole } } };
  const doc = whole as { properties: Record<string, unknown>; required?: string[] };
  const names = files.map((f) => f.replace(/\?$/u, ''));
  const needed = [...(doc.required ?? []), ...files.filter((f) => !f.endsWith('?'))];
  return {
    required: true,
    content: { 'multipart/form-data': { schema: { ...doc, properties: { ...doc.properties, ...Object.fromEntries(names.map((n) => [n, { type: 'string', format: 'binary' }])) }, ...(needed.length > 0 ? { required: needed } : {}) } } },
  };
}
