import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';

/** A bigint column as a JS bigint, whether the driver's parser made it one already or left it text. */
const asBigint: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? BigInt(value) : value),
};

/** Fen, or the id of a row whose id the database counts up. */
export function BigintColumn(options: Pick<ColumnOptions, 'nullable' | 'default'> = {}): PropertyDecorator {
  return Column({ ...options, type: 'bigint', transformer: asBigint });
}

/** A primary key that the database counts up; never written. */
export function IdentityColumn(): PropertyDecorator {
  return Column({ type: 'bigint', primary: true, generated: 'identity', generatedIdentity: 'ALWAYS', transformer: asBigint });
}
