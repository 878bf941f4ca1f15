import path from 'node:path';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const compiled = path.resolve('dist');

/** One line per file, every failure in full at the end, the count of each kind (the folder under test/), and the sum. */
export default class Reporter extends Base {
  constructor(runner, options) {
    super(runner, options);
    const files = new Map();
    const count = (test, what) => {
      const file = path.relative(compiled, test.file ?? '').replace(/\.js$/u, '');
      const counts = files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
      counts[what] += 1;
      files.set(file, counts);
    };
    const skipped = [];
    let current;
    const finish = () => {
      if (current && files.has(current)) console.log(line(current, files.get(current)));
    };

    runner.on('suite', (suite) => {
      const file = suite.file && path.relative(compiled, suite.file).replace(/\.js$/u, '');
      if (!file || file === current) return;
      finish();
      current = file;
    });
    runner.on('pass', (test) => count(test, 'passed'));
    runner.on('fail', (test) => count(test, 'failed'));
    runner.on('pending', (test) => {
      count(test, 'skipped');
      skipped.push(test);
    });
    runner.once('end', () => {
      finish();
      if (this.failures.length > 0) Base.list(this.failures);
      for (const test of skipped) console.log(`${Base.color('bright yellow', 'NOT RUN')}  ${test.fullTitle()}  (${path.relative(compiled, test.file ?? '')})`);

      const kinds = new Map();
      for (const [file, counts] of files) {
        const kind = file.split(path.sep).slice(1, -1)[0] ?? 'house';
        kinds.set(kind, sum([kinds.get(kind) ?? sum([]), counts]));
      }
      console.log('\nTests of each kind');
      for (const kind of [...kinds.keys()].sort()) console.log(line(kind, kinds.get(kind)));
      const all = sum(files.values());
      console.log(`\n${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
    });
  }
}

function sum(parts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) for (const key of Object.keys(total)) total[key] += part[key];
  return total;
}

function line(name, { passed, failed, skipped }) {
  const extra = [failed && Base.color('fail', `${failed} FAILED`), skipped && Base.color('bright yellow', `${skipped} NOT RUN`)].filter(Boolean).join('  ');
  return `  ${name.padEnd(52)} ${String(passed).padStart(5)}  ${extra}`.trimEnd();
}
