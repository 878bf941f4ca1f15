import type { Project } from '../../entities/project.js';
import type { Work } from '../../platform/work.js';
import type { BankCard } from '../../values/bank-card.js';
import type { IdNumber } from '../../values/id-number.js';
import type { Mobile } from '../../values/phone.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';
import { knownWorkers, sameName, unnamed, type KnownWorker } from './people.js';

/** One worker of a firm's roster. What is absent is not known, and leaves what is on record as it is. */
export interface RosterEntry {
  readonly name: string;
  readonly idNumber: IdNumber;
  readonly phone?: Mobile | undefined;
  readonly trade?: string | undefined;
  readonly team?: string | undefined;
  readonly teamLeader?: boolean | undefined;
  readonly entryDate?: PlainDate | undefined;
  readonly exitDate?: PlainDate | undefined;
  readonly contractDate?: PlainDate | undefined;
  readonly contractEnds?: PlainDate | undefined;
  readonly card?: BankCard | undefined;
  readonly bank?: string | undefined;
}

export type RosterEntryField = keyof RosterEntry;

/** What the record says against an entry. An error keeps the whole roster out, a warning does not. */
export interface EntryMistake {
  /** Number of the entry, from 0. */
  readonly entry: number;
  readonly field: RosterEntryField;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface PastEngagement {
  readonly engagementId: string;
  readonly workerId: string;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly cardIndex: Buffer | null;
  readonly cardLast4: string | null;
}

/** What an entry leads to: a new engagement, or changes of one on record. */
export interface PlannedEntry {
  readonly entry: RosterEntry;
  readonly enteredOn: PlainDate;
  /** The engagement that the entry speaks of; undefined: a new one. */
  readonly existing: PastEngagement | undefined;
}

export interface RosterPlan {
  readonly planned: readonly PlannedEntry[];
  readonly mistakes: readonly EntryMistake[];
}

/** Workers are registered before they enter, but not for a day that nobody plans yet. */
const registeredAheadDays = 31;

/**
 * Holds a roster against the record, without changing anything.
 * @param enteredOn the day of entry for those whose entry names none
 */
export async function planRoster(work: Work, project: Project, partyId: string, entries: readonly RosterEntry[], enteredOn: PlainDate): Promise<RosterPlan> {
  const known = await knownWorkers(work, entries.map((e) => e.idNumber));
  const engagements = await engagementsOf(work, project.id, partyId, [...known.values()].map((w) => w.workerId));
  const holders = await cardHolders(work, project.id, entries);
  const planned: PlannedEntry[] = [];
  const mistakes: EntryMistake[] = [];
  const first = new Map<string, number>();
  for (const [i, entry] of entries.entries()) {
    const add = (severity: EntryMistake['severity'], code: string, field: RosterEntryField, message: string, remedy: string): void => {
      mistakes.push({ entry: i, field, severity, code, message, remedy });
    };
    const before = first.get(entry.idNumber);
    if (before === undefined) first.set(entry.idNumber, i);
    else add('error', 'RD-01', 'idNumber', `与第 ${before + 1} 人的身份证号码相同`, '核对这两人各是谁，同一人只保留一行');
    const worker = known.get(entry.idNumber);
    const past = worker ? (engagements.get(worker.workerId) ?? []) : [];
    const plan = planEntry(entry, past, enteredOn);
    planned.push(plan);
    checkName(entry, worker, add);
    checkDays(work.today, project.completedOn, plan, past, add);
    checkCard(work, plan, worker, holders, add);
  }
  return { planned, mistakes };
}

type Add = (severity: EntryMistake['severity'], code: string, field: RosterEntryField, message: string, remedy: string) => void;

/** An entry speaks of the engagement that runs, else of the one that began on the same day. */
function planEntry(entry: RosterEntry, past: readonly PastEngagement[], fallback: PlainDate): PlannedEntry {
  const current = past.find((e) => e.leftOn === null);
  const existing = current ?? past.find((e) => e.enteredOn === entry.entryDate);
  return { entry, existing, enteredOn: entry.entryDate ?? existing?.enteredOn ?? fallback };
}

function checkName(entry: RosterEntry, worker: KnownWorker | undefined, add: Add): void {
  if (!worker || worker.name === unnamed || sameName(worker.name, entry.name)) return;
  // The name on record may be another firm's; it is not told.
  add('error', 'RD-02', 'name', '这个身份证号码已按另一姓名登记', '对照身份证核对姓名和号码；登记有误的，请联系劳动保障监察机构更正');
}

function checkDays(today: PlainDate, completedOn: PlainDate | null, { entry, existing, enteredOn }: PlannedEntry, past: readonly PastEngagement[], add: Add): void {
  const leftOn = entry.exitDate ?? existing?.leftOn ?? undefined;
  if (enteredOn > addDays(today, registeredAheadDays)) add('error', 'RD-03', 'entryDate', `进场日期 ${enteredOn} 距今超过 ${registeredAheadDays} 天`, '核对年份和月份');
  if (completedOn && enteredOn > completedOn) add('error', 'RD-04', 'entryDate', `项目已于 ${completedOn} 完工，进场日期 ${enteredOn} 在其后`, '核对项目和进场日期');
  if (entry.exitDate && entry.exitDate > today) add('error', 'RD-05', 'exitDate', `退场日期 ${entry.exitDate} 尚未到来`, '退场后再登记退场日期');
  if (leftOn && leftOn < enteredOn) add('error', 'RD-06', entry.exitDate ? 'exitDate' : 'entryDate', `退场日期 ${leftOn} 早于进场日期 ${enteredOn}`, '核对两个日期');
  if (entry.contractEnds && entry.contractDate && entry.contractEnds < entry.contractDate) add('error', 'RD-07', 'contractEnds', `合同到期日期 ${entry.contractEnds} 早于签订日期 ${entry.contractDate}`, '核对两个日期');
  const others = past.filter((e) => e !== existing);
  const last = others.find((e) => e.leftOn !== null);
  if (!existing && last && !entry.entryDate) {
    add('error', 'RD-08', 'entryDate', `此人已于 ${last.leftOn} 离场，没有填写再次进场的日期`, '再次进场的填写进场日期；没有回来的从表中删去');
  } else {
    const clash = others.find((e) => e.enteredOn <= (leftOn ?? '9') && enteredOn <= (e.leftOn ?? '9'));
    if (clash) add('error', 'RD-09', 'entryDate', `与已登记的在场期间 ${clash.enteredOn} 至 ${clash.leftOn ?? '今'} 重叠`, '核对进场和退场日期');
  }
}

function checkCard(work: Work, { entry, existing }: PlannedEntry, worker: KnownWorker | undefined, holders: ReadonlyMap<string, readonly string[]>, add: Add): void {
  if (entry.card === undefined) return;
  const index = work.vault.index('card', entry.card);
  if (existing?.cardIndex && !existing.cardIndex.equals(index)) {
    add('error', 'RD-10', 'card', `与已登记的银行卡（尾号 ${existing.cardLast4}）不同`, '在工人的用工页上点“更正银行卡”，写明原因；不换卡的改回原卡号');
  }
  // The other worker may be another firm's, so nobody is named.
  if (holders.get(index.toString('hex'))?.some((workerId) => workerId !== worker?.workerId)) {
    add('warning', 'RD-11', 'card', '这张银行卡已登记在本项目另一名工人名下', '核对是否为本人的银行卡');
  }
}

/** Engagements of workers with a firm on a project, the latest first, by worker. */
async function engagementsOf(work: Work, projectId: string, partyId: string, workerIds: readonly string[]): Promise<Map<string, PastEngagement[]>> {
  const rows = await work.db.query<PastEngagement[]>(
    `SELECT id AS "engagementId", worker_id AS "workerId", entered_on AS "enteredOn", left_on AS "leftOn", card_index AS "cardIndex", card_last4 AS "cardLast4"
       FROM engagement WHERE project_id = $1 AND party_id = $2 AND worker_id = ANY ($3::uuid[]) ORDER BY entered_on DESC`,
    [projectId, partyId, workerIds],
  );
  return gather(rows.map((r) => [r.workerId, r]));
}

/** The workers in service on the project who already have one of these cards, by the card's index in hexadecimal digits. */
async function cardHolders(work: Work, projectId: string, entries: readonly RosterEntry[]): Promise<Map<string, string[]>> {
  const indexes = entries.flatMap((e) => (e.card === undefined ? [] : [work.vault.index('card', e.card)]));
  const rows = await work.db.query<{ workerId: string; cardIndex: Buffer }[]>(
    'SELECT worker_id AS "workerId", card_index AS "cardIndex" FROM engagement WHERE project_id = $1 AND left_on IS NULL AND card_index = ANY ($2::bytea[])',
    [projectId, indexes],
  );
  return gather(rows.map((r) => [r.cardIndex.toString('hex'), r.workerId]));
}

function gather<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
