/**
 * The whole till, killed again and again in the middle of selling: a real process on real files and sockets. More
 * rounds from another seed: `npm run soak -- --rounds 500 --seed 7`.
 */
import test from 'ava';
import {workShift} from './kill/shift.ts';

const seed = Number(process.env['OSTOJA_KILL_SEED'] ?? 20261129);
const roundCount = Number(process.env['OSTOJA_KILL_ROUNDS'] ?? 15);
const roundMsMax = 20_000;

test('a till killed at any moment sells on: each slip is printed once, and everything sold is in the book', async t => {
	t.timeout(60_000 + roundCount * roundMsMax);
	const {findings, customerCount, killCount, questionCount, killedAt} = await workShift(seed, roundCount);
	t.log(`${customerCount} customers, ${killCount} kills, ${questionCount} questions; killed at`, killedAt);
	t.deepEqual(findings, [], `npm run soak -- --rounds ${roundCount} --seed ${seed}`);
	t.true(killCount >= roundCount);
});
