import { parentPort, workerData } from 'node:worker_threads';
import { lastDay } from '../../src/values/period.js';
import { addDays, instantOf } from '../../src/values/plain-date.js';
import { connect } from '../server.js';
import { copyIn, RowWriter } from './copy-in.js';
import { cityCard, cityDay, cityLine, cityMonths, cityVault, cityWorker, crew, idBytes, idText, kinds, sizeOf, tableOfMonth } from './plan.js';

/** What a loading thread is given once. */
export interface LoaderData {
  readonly url: string;
  readonly seed: number;
  readonly projects: number;
  /** 32 bytes for each worker: the index of its card, made with the workers and used again for every line. */
  readonly cardIndexes: SharedArrayBuffer;
}

/** Workers and engagements of the projects from `from` up to but not `to`, or the lines of a month, by number. */
export type LoaderTask = { readonly what: 'people'; readonly from: number; readonly to: number } | { readonly what: 'month'; readonly month: number };

const { url, seed, projects, cardIndexes } = workerData as LoaderData;
const vault = cityVault();
const indexes = Buffer.from(cardIndexes);
const client = await connect(url);
const born = instantOf(cityDay, 0);

parentPort!.on('message', (task: LoaderTask) => {
  void load(task).then(
    () => parentPort!.postMessage({ done: true }),
    (error: unknown) => parentPort!.postMessage({ failed: String(error) }),
  );
});

async function load(task: LoaderTask): Promise<void> {
  if (task.what === 'people') {
    await copyIn(client, 'COPY worker (id, name, id_sealed, id_index, id_last4, id_valid, born_on, sex, phone_sealed, phone_index, phone_last4, created_at) FROM STDIN (FORMAT binary)', workers(task.from * crew, task.to * crew));
    await copyIn(client, 'COPY engagement (id, worker_id, project_id, party_id, trade, team, team_leader, contract_signed_on, entered_on, card_sealed, card_index, card_last4, bank_name, created_at) FROM STDIN (FORMAT binary)', engagements(task.from * crew, task.to * crew));
    return;
  }
  const table = tableOfMonth(task.month);
  await client.query('BEGIN');
  await client.query(`CREATE TABLE ${table} (LIKE payroll_line INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
  await copyIn(client, `COPY ${table} (period, sheet_id, line_no, worker_id, days, gross_fen, deduction_fen, net_fen, card_sealed, card_index, card_last4, bank_name, state, paid_on, paid_fen) FROM STDIN (FORMAT binary, FREEZE)`, lines(task.month));
  await client.query('COMMIT');
}

function* workers(from: number, to: number): Iterable<Buffer> {
  const out = new RowWriter();
  for (let n = from; n < to; n += 1) {
    const w = cityWorker(seed, n);
    const id = idText(kinds.worker, n);
    const full = out.row(12);
    if (full) yield full;
    out.bytes(idBytes(kinds.worker, n));
    out.text(w.name);
    out.bytes(vault.seal(w.idNumber, `worker.id_sealed.${id}`));
    out.bytes(vault.index('id-number', w.idNumber));
    out.text(w.idNumber.slice(-4));
    out.bool(true);
    out.date(w.bornOn);
    out.text(w.sex);
    out.bytes(vault.seal(w.phone, `worker.phone_sealed.${id}`));
    out.bytes(vault.index('phone', w.phone));
    out.text(w.phone.slice(-4));
    out.instant(born);
  }
  yield out.end();
}

function* engagements(from: number, to: number): Iterable<Buffer> {
  const out = new RowWriter();
  const { firms } = sizeOf({ seed, scale: projects / 20_000 });
  for (let n = from; n < to; n += 1) {
    const { trade, team } = cityWorker(seed, n);
    const { card, bank } = cityCard(seed, n);
    const project = Math.floor(n / crew);
    const index = vault.index('card', card);
    index.copy(indexes, n * 32);
    const full = out.row(14);
    if (full) yield full;
    out.bytes(idBytes(kinds.engagement, n));
    out.bytes(idBytes(kinds.worker, n));
    out.bytes(idBytes(kinds.project, project));
    out.bytes(idBytes(kinds.subcontractor, project % firms));
    out.text(trade);
    out.text(team);
    out.bool(n % (crew / 2) === 0);
    out.date('2025-07-20');
    out.date('2025-08-01');
    out.bytes(vault.seal(card, `engagement.card_sealed.${idText(kinds.engagement, n)}`));
    out.bytes(index);
    out.text(card.slice(-4));
    out.text(bank);
    out.instant(born);
  }
  yield out.end();
}

function* lines(month: number): Iterable<Buffer> {
  const out = new RowWriter();
  const period = cityMonths[month]!;
  const paidOn = addDays(lastDay(period), 15);
  for (let project = 0; project < projects; project += 1) {
    const sheet = month * projects + project;
    const [sheetId, sheetText] = [idBytes(kinds.sheet, sheet), idText(kinds.sheet, sheet)];
    for (let i = 0; i < crew; i += 1) {
      const n = project * crew + i;
      const { card, bank } = cityCard(seed, n);
      const { days, grossFen, deductionFen, state } = cityLine(seed, project, month, i);
      const netFen = grossFen - deductionFen;
      const full = out.row(15);
      if (full) yield full;
      out.text(period);
      out.bytes(sheetId);
      out.int4(i + 1);
      out.bytes(idBytes(kinds.worker, n));
      out.numeric(days);
      out.int8(grossFen);
      out.int8(deductionFen);
      out.int8(netFen);
      out.bytes(vault.seal(card, `payroll_line.card.${sheetText}/${i + 1}`));
      out.bytes(indexes.subarray(n * 32, n * 32 + 32));
      out.text(card.slice(-4));
      out.text(bank);
      out.text(state);
      if (state === 'paid') out.date(paidOn);
      else out.null();
      out.int8(state === 'paid' ? netFen : 0);
    }
  }
  yield out.end();
}
