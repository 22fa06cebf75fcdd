/** How a link waits for a server that is away: its clock and its randomness are the test's. */
import test, {type ExecutionContext} from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {createLink} from '../../../till/sync/couch-link.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {until} from './shop.ts';

/** The same numbers for the same seed. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** The first waits of a till whose server is away; each of them is over at once. */
async function waitsOf(t: ExecutionContext, seed: number): Promise<readonly number[]> {
	const replica = await openReplica({dataDir: temporaryFolder(t), till: 'anna'});
	const waitsMs: number[] = [];
	const link = createLink({
		replica,
		// Nobody listens at the port of discarded things.
		server: {url: 'http://127.0.0.1:9'},
		till: 'anna',
		clock: {
			now: () => 0,
			after(delayMs, task) {
				if (delayMs > 10_000 || waitsMs.length === 12) return () => undefined;
				waitsMs.push(delayMs);
				const immediate = setImmediate(task);
				return () => clearImmediate(immediate);
			},
		},
		random: seeded(seed),
		pushSeconds: 3600,
		log: () => undefined,
	});
	await until('it has waited often', () => waitsMs.length === 12);
	await link.stop();
	await replica.close();
	return waitsMs;
}

test('waits grow to ten seconds and no further; the same seed waits alike, another one otherwise', async t => {
	const [waits, same, other] = [await waitsOf(t, 1), await waitsOf(t, 1), await waitsOf(t, 2)];
	t.deepEqual(waits, same);
	t.notDeepEqual(waits, other);
	const fullMs = [250, 500, 1000, 2000, 4000, 8000, ...Array.from({length: 6}, () => 10_000)];
	for (const [attempt, waitMs] of waits.entries()) {
		const full = fullMs[attempt] ?? 0;
		t.true(waitMs >= full / 2 && waitMs <= full, `${attempt}: ${waitMs} of ${full}`);
	}
});
