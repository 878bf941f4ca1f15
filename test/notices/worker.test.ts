import { expect } from 'chai';
import { Invalid, Refusal } from '../../src/values/refusal.js';
import { closeWorker, renderInWorker, renderPaper, type PaperKindName } from '../../src/notices/index.js';
import { owed, sampleContext, samplePapers } from './sample-papers.js';

const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);

describe('rendering in the worker thread', () => {
  afterEach(() => closeWorker());

  it('gives the same bytes as rendering here, for many papers at once', async () => {
    const kinds = Object.keys(samplePapers) as PaperKindName[];
    const there = await Promise.all(kinds.map((kind) => renderInWorker(kind, samplePapers[kind], sampleContext(kind))));
    const here = await Promise.all(kinds.map((kind) => renderPaper(kind, samplePapers[kind], sampleContext(kind))));
    there.forEach((pdf, i) => expect(pdf.equals(here[i]!), kinds[i]).to.equal(true));
  }).timeout(20_000);

  it('brings refusals and mistakes back as what they were', async () => {
    const data = { ...samplePapers['correction-order'], workers: [{ ...owed(1)[0]!, name: '𠮷小明' }] };
    const refused = await failure(renderInWorker('correction-order', data, sampleContext('correction-order')));
    expect(refused).to.be.instanceOf(Refusal);
    expect((refused as Refusal).code).to.equal('glyph-missing');
    const invalid = await failure(renderInWorker('service-receipt', {}, sampleContext('service-receipt')));
    expect(invalid).to.be.instanceOf(Invalid);
    expect((invalid as Invalid).issues.length).to.be.greaterThan(2);
  }).timeout(20_000);

  it('refuses what was waiting when it is closed, and starts again when asked', async () => {
    const waiting = failure(renderInWorker('inquiry-notice', samplePapers['inquiry-notice'], sampleContext('inquiry-notice')));
    await closeWorker();
    expect(await waiting).to.be.instanceOf(Error);
    const pdf = await renderInWorker('inquiry-notice', samplePapers['inquiry-notice'], sampleContext('inquiry-notice'));
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
  }).timeout(20_000);
});
