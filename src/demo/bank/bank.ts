import { createHash } from 'node:crypto';
import { Seeded } from '../random.js';
import { Book, type BankPayment, type Booking } from './book.js';
import type { Moods } from './moods.js';
import { answerText, readPayments, type BankForm, type Said } from './payment-file.js';

const extensions: Readonly<Record<BankForm, string>> = { comma: 'csv', bar: 'txt', iso: 'xml' };

export interface BankOptions {
  /** Where the book is kept. */
  readonly directory: string;
  readonly moods: Moods;
  readonly seed: number;
  /** How long after a file the first answer is ready, in ms; what comes later takes as long again each time. */
  readonly answerAfterMs: number;
  readonly now: () => number;
}

/** What becomes of a file that is on its way to the bank, and of the reply. */
export interface Reception {
  readonly taken: boolean;
  readonly reply: 'given' | 'lost' | 'hung' | 'bad-gateway' | 'cut';
  readonly batch: string | undefined;
}

/**
 * A bank that can be as bad as banks are: what it does is drawn from a seed for each batch and each payment, so that a run can be played
 * again. What it really pays stands in its book; what it says of it may come late, twice, in pieces or wrong at first.
 */
export class SimulatedBank {
  readonly book: Book;
  readonly #options: BankOptions;
  moods: Moods;

  constructor(options: BankOptions) {
    this.#options = options;
    this.moods = options.moods;
    this.book = new Book(options.directory);
  }

  /** A payment file comes in. @throws Error where it cannot be read: the bank takes nothing then */
  receive(bytes: Uint8Array): Reception {
    const arrived = readPayments(bytes);
    const { batch } = arrived;
    // Each arrival of one batch is a case of its own.
    const nth = this.book.all().filter((b) => b.kind === 'received' && b.batch === batch).length;
    const does = (mood: keyof Moods): boolean => this.#does(mood, `${batch} ${nth}`);
    if (does('loseRequests')) return { taken: false, reply: 'lost', batch };
    const before = does('badGateway') && this.#does('badGateway', `${batch} ${nth} before`);
    if (before) return { taken: false, reply: 'bad-gateway', batch };
    if (nth === 0 || does('forgetful')) this.#take(arrived, nth);
    const reply = does('badGateway') ? 'bad-gateway' : does('loseReplies') ? 'lost' : does('hang') ? 'hung' : does('truncate') ? 'cut' : 'given';
    return { taken: true, reply, batch };
  }

  knows(batch: string): boolean {
    return this.book.all().some((b) => b.kind === 'received' && b.batch === batch);
  }

  /** The answer files that are ready and not yet fetched. */
  ready(): readonly { readonly name: string; readonly bytes: Buffer }[] {
    const gone = new Set(this.book.all().flatMap((b) => (b.kind === 'gone' ? [b.name] : [])));
    return this.book.all().flatMap((b) => (b.kind === 'answer' && b.due <= this.#options.now() && !gone.has(b.name) ? [{ name: b.name, bytes: Buffer.from(b.text.startsWith('<') ? b.text : `\uFEFF${b.text}`) }] : []));
  }

  gone(name: string): void {
    if (this.book.all().some((b) => b.kind === 'answer' && b.name === name)) this.book.write([{ kind: 'gone', name }]);
  }

  /** The bank's written word on a payment: what it has really done. */
  hasPaid(id: string): boolean {
    const effect = this.book.effects().get(id);
    return effect !== undefined && effect.paid > effect.returned;
  }

  #take({ batch, form, payments }: ReturnType<typeof readPayments>, nth: number): void {
    const fates = payments.map((p) => ({ ...p, fate: this.#does('reject', p.id) ? ('rejected' as const) : this.#does('payThenReturn', p.id) ? ('returned' as const) : ('paid' as const) }));
    const bookings: Booking[] = [{ kind: 'received', batch, form, payments }];
    for (const { id, amountFen, fate } of fates) {
      if (fate !== 'rejected') bookings.push({ kind: 'paid', batch, id, amountFen });
      if (fate !== 'paid') bookings.push({ kind: fate, batch, id, amountFen });
    }
    if (nth === 0 && !this.#does('silent', batch)) bookings.push(...this.#answers(batch, form, fates));
    this.book.write(bookings);
  }

  #answers(batch: string, form: BankForm, fates: readonly (BankPayment & { readonly fate: 'paid' | 'rejected' | 'returned' })[]): Booking[] {
    const does = (mood: keyof Moods): boolean => this.#does(mood, `answer ${batch}`);
    const first: Said[] = fates.map((p) => ({ ...p, status: p.fate === 'rejected' ? '失败' : '成功', reason: p.fate === 'rejected' ? '账号不存在' : '' }));
    const random = this.#random(`order ${batch}`);
    const lines = does('reorder') ? shuffled(first, random) : first;
    const half = does('partly') && lines.length > 1 ? Math.ceil(lines.length / 2) : lines.length;
    const parts = [lines.slice(0, half), lines.slice(half)].filter((part) => part.length > 0);
    const late: Said[] = fates.filter((p) => p.fate === 'returned').map((p) => ({ ...p, status: '退汇', reason: '账户已销户' }));
    const texts: string[] = [];
    const altered = (change: (p: Said) => Said): string => answerText(form, batch, parts[0]!.map((p, i) => (i === 0 ? change(p) : p)), fates);
    if (does('wrongSum')) texts.push(answerText(form, batch, parts[0]!, fates, 100n));
    if (does('otherAmount')) texts.push(altered((p) => ({ ...p, amountFen: String(BigInt(p.amountFen) + 1n) })));
    if (does('otherCard')) texts.push(altered((p) => ({ ...p, card: `${p.card.slice(0, -4)}0000` })));
    if (does('truncate')) texts.push(answerText(form, batch, parts[0]!, fates).slice(0, -30));
    const wholes = parts.map((part) => answerText(form, batch, part, fates));
    texts.push(...(does('reorder') ? wholes.toReversed() : wholes));
    if (does('twice')) texts.push(texts.at(-1)!);
    if (late.length > 0) texts.push(answerText(form, batch, late, fates));
    const { now, answerAfterMs } = this.#options;
    const start = now();
    return texts.map((text, n) => ({ kind: 'answer', batch, name: `${batch}-${String(n + 1).padStart(2, '0')}.${extensions[form]}`, due: start + answerAfterMs * (n + 1), text }));
  }

  #does(mood: keyof Moods, of: string): boolean {
    return this.#random(`${mood} ${of}`).chance(this.moods[mood]);
  }

  #random(of: string): Seeded {
    return new Seeded(createHash('sha256').update(`${this.#options.seed} ${of}`).digest().readUInt32BE());
  }
}

function shuffled<T>(items: readonly T[], random: Seeded): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
