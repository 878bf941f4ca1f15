import { calendarDays, calendarYears, type Confidence, type Law, type ParameterKey, type ParameterRow } from '../../src/law/index.js';
import { day } from '../../src/values/plain-date.js';
import { WorkingDays } from '../../src/values/working-days.js';

/** The calendar that ships with the service, 2020 to 2026. */
export const calendar = new WorkingDays(calendarDays, calendarYears);

/** The law of 儋州 with these entered parameters. */
export const lawWith = (...overrides: ParameterRow[]): Law => ({ area: '460400', overrides, calendar });

/** An entered parameter: of 海南省 from 2020 on and from a citable source, unless said otherwise. */
export function entered(key: ParameterKey, value: unknown, more: { areaCode?: string; from?: string; to?: string; source?: string; confidence?: Confidence } = {}): ParameterRow {
  return {
    key,
    value,
    areaCode: more.areaCode ?? '460000',
    validFrom: day(more.from ?? '2020-01-01'),
    validTo: more.to ? day(more.to) : null,
    source: more.source ?? '《海南省试行规定》第九条',
    confidence: more.confidence ?? 'S',
  };
}
