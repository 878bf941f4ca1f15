import type { DataSource } from 'typeorm';
import { createDoor, systemActor, type Actor, type Work } from '../platform/work.js';
import type { Vault } from '../platform/vault.js';
import { visitOf } from '../routes/visit.js';
import { instantOf, type PlainDate } from '../values/plain-date.js';

/** Plays commands of the past: each as some person, on some day. Nothing later than today happens. */
export class Stage {
  readonly #actors = new Map<string, Actor>();
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
    readonly today: PlainDate,
  ) {}

  /** One unit of work of `who` (a username, or the system) on a day, at an hour of Asia/Shanghai. */
  async play<T>(who: string, on: PlainDate, run: (work: Work) => Promise<T>, hour = 10): Promise<T> {
    if (on > this.today) throw new RangeError(`${on} has not come`);
    const door = createDoor({ dataSource: this.dataSource, vault: this.vault, clock: () => instantOf(on, hour) });
    return door(who === 'system' ? systemActor : await this.actor(who), run);
  }

  async actor(username: string): Promise<Actor> {
    const known = this.#actors.get(username);
    if (known) return known;
    const [user] = await this.dataSource.query<{ id: string }[]>('SELECT id FROM user_account WHERE login = $1', [username]);
    const { actor } = await visitOf(this.dataSource, user!.id, 'demo');
    this.#actors.set(username, actor);
    return actor;
  }
}
