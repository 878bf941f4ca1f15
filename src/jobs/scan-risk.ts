import { addCounts, projectsToScan, scan, type ScanCounts, type ScanOptions } from '../domain/risk/index.js';
import { systemActor, type Door } from '../platform/work.js';
import type { Job } from './job.js';

/** Projects of one unit of work. */
const batch = 200;

export const scanRisk: Job = {
  name: 'scan-risk',
  title: '风险扫描',
  schedule: { daily: '06:00' },
  options: { area: '只扫描这个地区（代码）', rule: '只用这条规则（代码）' },
  run: async ({ door, asOf, options }) => ({ ...(await scanAll(door, { asOf, areaCode: options['area'], rule: options['rule'] })) }),
};

/**
 * Scans in one unit of work per batch. A batch that fails is taken again project by project, so that one broken project leaves the
 * others done; it is counted and its error kept in the audit trail.
 */
export async function scanAll(door: Door, options: Omit<ScanOptions, 'projectIds'>): Promise<ScanCounts> {
  const projectIds = await door(systemActor, (work) => projectsToScan(work, options));
  let total = await scanThese(door, options, []);
  for (let i = 0; i < projectIds.length; i += batch) {
    const some = projectIds.slice(i, i + batch);
    try {
      total = addCounts(total, await scanThese(door, options, some));
    } catch {
      for (const projectId of some) total = addCounts(total, await scanOne(door, options, projectId));
    }
  }
  return total;
}

const scanThese = (door: Door, options: ScanOptions, projectIds: readonly string[]): Promise<ScanCounts> => door(systemActor, async (work) => (await scan(work, { ...options, projectIds })).counts);

async function scanOne(door: Door, options: ScanOptions, projectId: string): Promise<ScanCounts> {
  try {
    return await scanThese(door, options, [projectId]);
  } catch (error) {
    await door(systemActor, (work) => work.record({ action: 'risk.project-failed', subject: ['project', projectId], projectId, detail: { asOf: options.asOf, error: String(error).slice(0, 300) } }));
    return { ...(await scanThese(door, options, [])), failed: 1 };
  }
}
