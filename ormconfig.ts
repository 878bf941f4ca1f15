import 'reflect-metadata';
import pg from 'pg';
import { DataSource, DefaultNamingStrategy } from 'typeorm';
import * as entities from './src/entities/index.js';
import { Foundation1763856000000 } from './migrations/1763856000000-foundation.js';
import { ProjectsAndRoster1763856100000 } from './migrations/1763856100000-projects-and-roster.js';
import { Money1763856200000 } from './migrations/1763856200000-money.js';
import { Payroll1763856300000 } from './migrations/1763856300000-payroll.js';
import { RiskCasesPapers1763856400000 } from './migrations/1763856400000-risk-cases-papers.js';
import { ReleasesAndLists1763856500000 } from './migrations/1763856500000-releases-and-lists.js';
import { PayrollDays1763856600000 } from './migrations/1763856600000-payroll-days.js';
import { LeadTransfer1763856610000 } from './migrations/1763856610000-lead-transfer.js';
import { PayrollLineKeys1763856620000 } from './migrations/1763856620000-payroll-line-keys.js';
import { ScanIndexes1763856630000 } from './migrations/1763856630000-scan-indexes.js';
import { SecondFactor1763856650000 } from './migrations/1763856650000-second-factor.js';
import { PaymentParts1763856640000 } from './migrations/1763856640000-payment-parts.js';
import { BankProfiles1763856670000 } from './migrations/1763856670000-bank-profiles.js';
import { WageAccount1763856680000 } from './migrations/1763856680000-wage-account.js';
import { DepositInFull1763856690000 } from './migrations/1763856690000-deposit-in-full.js';
import { PaymentDispatch1763856660000 } from './migrations/1763856660000-payment-dispatch.js';
import { SelfCheck1763856730000 } from './migrations/1763856730000-self-check.js';
import { AuditChain1763856710000 } from './migrations/1763856710000-audit-chain.js';
import { ReleaseStepsAndPlans1763856641000 } from './migrations/1763856641000-release-steps-and-plans.js';

export const migrations = [
  Foundation1763856000000,
  ProjectsAndRoster1763856100000,
  Money1763856200000,
  Payroll1763856300000,
  RiskCasesPapers1763856400000,
  ReleasesAndLists1763856500000,
  PayrollDays1763856600000,
  LeadTransfer1763856610000,
  PayrollLineKeys1763856620000,
  ScanIndexes1763856630000,
  SecondFactor1763856650000,
  PaymentParts1763856640000,
  BankProfiles1763856670000,
  WageAccount1763856680000,
  DepositInFull1763856690000,
  PaymentDispatch1763856660000,
  AuditChain1763856710000,
  ReleaseStepsAndPlans1763856641000,
  SelfCheck1763856730000,
];

/** `contractPriceFen` in code is `contract_price_fen` in the database. */
class SnakeNames extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/([a-z0-9])([A-Z])/gu, '$1_$2').toLowerCase();
  }
}

/** bigint (20) arrives as a JS bigint, date (1082) as "YYYY-MM-DD"; everything else as node-postgres has it. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === 20) return BigInt;
    if (oid === 1082) return String;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  }) as typeof pg.types.getTypeParser,
};

export interface DataSourceOptions {
  readonly poolSize?: number;
  /** How long one statement may take, ms. 0: no limit (migrations, bulk loads). */
  readonly statementTimeoutMs?: number;
  readonly applicationName?: string;
}

/** The one DataSource of the service, its command line and its tests. Never synchronizes: migrations own the schema. */
export function createDataSource(url: string, options: DataSourceOptions = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: Object.values(entities),
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new SnakeNames(),
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'anxin',
    parseInt8: false,
    extra: {
      types,
      statement_timeout: options.statementTimeoutMs ?? 5_000,
      connectionTimeoutMillis: 5_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
