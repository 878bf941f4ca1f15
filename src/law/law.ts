import type { PlainDate } from '../values/plain-date.js';
import type { WorkingDays } from '../values/working-days.js';
import type { ParameterKey } from './parameter-catalogue.js';
import { findParameter, resolveParameter, type ParameterRow, type ParameterValue, type Resolved } from './parameters.js';

/** The law of a place: whose parameters apply. */
export interface LocalLaw {
  /** Code of the area in which the project lies or the organ acts, 6 or 9 digits; CN: nationwide values only. */
  readonly area: string;
  /** The approved rows of the parameter table; of every area, those that do not apply are passed over. */
  readonly overrides: readonly ParameterRow[];
}

/** The law of a place with the calendar that its terms are counted by. */
export interface Law extends LocalLaw {
  readonly calendar: WorkingDays;
}

/** The parameter in force on `on`; refuses `parameter-missing`. */
export const need = <K extends ParameterKey>(law: LocalLaw, key: K, on: PlainDate): Resolved<ParameterValue<K>> =>
  resolveParameter(key, law.area, on, law.overrides);

/** The parameter in force on `on`, if any. */
export const find = <K extends ParameterKey>(law: LocalLaw, key: K, on: PlainDate): Resolved<ParameterValue<K>> | undefined =>
  findParameter(key, law.area, on, law.overrides);
