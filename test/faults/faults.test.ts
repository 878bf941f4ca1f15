import { createDice } from '../support/faults/seed.js';
import { openStage, type Stage } from '../support/faults/stage.js';
import { faults } from './scenarios/index.js';

const seed = 20261012;

/** The bounded run; the long one is `npm run test:faults`. */
describe(`faults of the real service (seed ${seed})`, function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await openStage(createDice(seed));
  });
  after(() => stage?.close());

  for (const fault of faults) {
    it(`${fault.name} ${fault.title}`, async function () {
      const missing = fault.missing?.();
      if (missing) {
        console.log(`      needs ${missing}`);
        // Where everything must be tested, a skipped test is a failure.
        this.skip();
      }
      await fault.play(stage, { long: false, seconds: 5 });
      await stage.sound();
    });
  }
});
