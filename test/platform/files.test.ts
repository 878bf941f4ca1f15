import { expect } from 'chai';
import { fileHash, openFile, storeFile } from '../../src/platform/files.js';
import { openWorld, type World } from '../support/world.js';

describe('kept files', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const file = { name: '工资表.csv', mediaType: 'text/csv', bytes: Buffer.from([0, 0xff, 0x80, ...Buffer.from('460003199001010019')]) };

  it('come back byte for byte, with their name and kind', async () => {
    const id = await world.as('subcontractor', (work) => storeFile(work, file));
    expect(await world.as('system', (work) => openFile(work, id))).to.deep.equal(file);
  });

  it('lie sealed in the database, under the hash of what they are', async () => {
    const id = await world.as('subcontractor', (work) => storeFile(work, file));
    const [row] = await world.dataSource.query<{ bytes: Buffer; sha256: string; by: string }[]>('SELECT bytes, sha256, stored_by AS by FROM stored_file WHERE id = $1', [id]);
    expect(row!.bytes.includes('460003199001010019')).to.equal(false);
    expect(row!.bytes.includes(file.bytes.toString('base64'))).to.equal(false);
    expect([row!.sha256, row!.by]).to.deep.equal([fileHash(file.bytes), world.actors.subcontractor.id]);
  });

  it('cannot be changed or removed by the application', async () => {
    for (const sql of ['DELETE FROM stored_file', `UPDATE stored_file SET name = 'x'`]) {
      const error = await world.dataSource.query(sql).catch((e: unknown) => e);
      expect((error as Error).message).to.include('permission denied');
    }
  });
});
