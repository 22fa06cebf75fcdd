import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import type {Benchmark, Result} from '../../../scripts/bench/benchmark.ts';
import {readMachine} from '../../../scripts/bench/machine.ts';
import {writeReport} from '../../../scripts/bench/report.ts';
import {median, quantile, showNumber} from '../../../scripts/bench/statistics.ts';

function measured(name: string, ours: string) {
	const result: Result = {rows: [{measure: 'speed', ours, ratio: 12.3}], figures: {}, notes: ['As told.']};
	const benchmark: Benchmark = {name, title: `${name}, measured.`, run: async () => result};
	return {benchmark, result, load: 1};
}

test('a run rewrites its own part of the page and leaves every other one alone', t => {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-report-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	const file = join(folder, 'bench.md');
	const machine = readMachine();
	writeReport(file, 'Anna', machine, measured('pull', '1 s'));
	writeReport(file, 'Anna', machine, measured('bytes', '2 s'));
	writeReport(file, 'Barbara', machine, measured('pull', '3 s'));
	writeFileSync(file, `${readFileSync(file, 'utf8')}\n## What bounds it\n\nThe disk.\n`);
	writeReport(file, 'Anna', machine, measured('pull', '4 s'));
	const text = readFileSync(file, 'utf8');
	t.deepEqual(text.match(/^##+ .*$/gm), [
		'## Anna',
		'### pull',
		'### bytes',
		'## Barbara',
		'### pull',
		'## What bounds it',
	]);
	t.deepEqual(text.match(/\d s/g), ['4 s', '2 s', '3 s']);
	t.regex(text, /\| 12× \| speed \|/);
	t.regex(text, /The disk\.\n$/);
});

test('the median lies between, a quantile where its share says', t => {
	t.is(median([3, 1, 2]), 2);
	t.is(median([1, 2]), 1.5);
	t.is(quantile([0, 10, 20, 30, 40], 0.75), 30);
	t.is(showNumber(12_345.6), '12 346');
	t.is(showNumber(0.123456), '0.123');
});
