/**
 * `npm test`: builds the tests and runs them; `npm test -- test/till/kill.test.ts` runs one.
 *
 * While one is being written, `npx ava FILE` runs it as it stands.
 */
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {buildTests} from './build.ts';

const files = readdirSync('test', {recursive: true, encoding: 'utf8'}).filter(file => /\.test\.tsx?$/.test(file));
await buildTests(files.map(file => `test/${file}`));
const built = process.argv.slice(2).map(arg => arg.replace(/^(?:\.\/)?test\/(.*\.test)\.tsx?$/, 'dist/tests/$1.js'));
const ava = spawn('ava', ['--config', 'ava.built.config.js', ...built], {stdio: 'inherit'});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ava.kill(signal));
ava.on('exit', code => {
	process.exitCode = code ?? 1;
});
