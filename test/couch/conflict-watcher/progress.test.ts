import test from 'ava';
import type {Clock} from '../../../couch/conflict-watcher/clock.ts';
import {Progress} from '../../../couch/conflict-watcher/progress.ts';

/** Everything that is written, in its order; writes and pauses last until the test ends them. */
class Desk {
	readonly done: string[] = [];
	readonly #under: {name: string; end: (error?: Error) => void}[] = [];

	readonly progress = new Progress({
		advance: ids => this.#begin(`heads ${ids.join(' ')}`),
		writeCheckpoint: since => this.#begin(`checkpoint ${since}`),
		clock: {
			now: () => new Date(0),
			wait: async (_timeMs, signal) => {
				if (signal.aborted) return;
				await Promise.race([
					this.#begin('pause'),
					new Promise<void>(resolve => signal.addEventListener('abort', () => resolve())),
				]);
			},
		} satisfies Clock,
	});

	/** What is under way. */
	get now(): readonly string[] {
		return this.#under.map(({name}) => name);
	}

	async end(error?: Error): Promise<void> {
		this.#under.shift()?.end(error);
		await new Promise(resolve => setImmediate(resolve));
	}

	#begin(name: string): Promise<void> {
		return new Promise((resolve, reject) => {
			const end = (error?: Error) => {
				if (error !== undefined) return reject(error);
				this.done.push(name);
				resolve();
			};
			this.#under.push({name, end});
		});
	}
}

test('first the heads, then the checkpoint; what is settled meanwhile follows all at once', async t => {
	const desk = new Desk();
	desk.progress.note(['a', 'b'], '2');
	t.deepEqual(desk.now, ['heads a b'], 'at once when nothing is under way');
	desk.progress.note(['c'], '3');
	desk.progress.note(['d'], '4');
	t.deepEqual(desk.now, ['heads a b']);
	await desk.end();
	t.deepEqual(desk.now, ['checkpoint 2'], 'only for what is counted');
	await desk.end();
	t.deepEqual(desk.now, ['pause']);
	await desk.end();
	t.deepEqual(desk.now, ['heads c d']);
	await desk.end();
	t.deepEqual(desk.now, ['checkpoint 4']);
});

test('finishing waits for everything and cuts the pauses short', async t => {
	const desk = new Desk();
	desk.progress.note(['a'], '1');
	await desk.end();
	await desk.end();
	t.deepEqual(desk.now, ['pause']);
	desk.progress.note(['b'], '2');
	let isFinished = false;
	const finished = desk.progress.finish().then(() => {
		isFinished = true;
	});
	await desk.end();
	while (desk.now.length > 0) {
		t.false(isFinished);
		await desk.end();
	}
	await finished;
	t.deepEqual(
		desk.done.filter(name => name !== 'pause'),
		['heads a', 'checkpoint 1', 'heads b', 'checkpoint 2'],
	);
});

test('heads that cannot be written leave the checkpoint where it is, and whoever goes on hears of it', async t => {
	const desk = new Desk();
	desk.progress.note(['a'], '1');
	t.false(desk.progress.failure.aborted);
	await desk.end(new Error('the disk is full'));
	t.true(desk.progress.failure.aborted, 'also told to a reader who waits for the next entry');
	t.throws(() => desk.progress.note(['b'], '2'), {message: 'the disk is full'});
	await t.throwsAsync(desk.progress.finish(), {message: 'the disk is full'});
	t.deepEqual(desk.done, []);
	t.deepEqual(desk.now, []);
});
