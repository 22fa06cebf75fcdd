/**
 * `npm run soak`: what `npm test` does in a minute, for as many rounds as one has patience for.
 *
 *   npm run soak -- --rounds 500 --seed 7            kills a till again and again
 *   npm run soak -- --wire --rounds 500 --seed 7     spoils its link again and again, and every byte of it under TLS
 *
 * A failure names its seed and round: the same command again meets the same customers and the same troubles.
 */
import {spawnSync} from 'node:child_process';
import {Command} from 'commander';
import {readWholeNumber} from './options/whole-number.ts';

interface Options {
	readonly rounds: number;
	readonly seed: number;
	readonly wire: boolean;
}

/** Far more than a round takes. */
const roundMsMax = 20_000;

const {rounds, seed, wire} = new Command('npm run soak --')
	.description('Zabija kasę w środku sprzedaży, raz po raz · Kills a till in the middle of selling, again and again')
	.option('--rounds <count>', 'ile razy · how often', readWholeNumber, 200)
	.option('--seed <number>', 'ziarno losowości · what chance is drawn from', readWholeNumber, Date.now() % 1_000_000)
	.option('--wire', 'zamiast tego psuje łącze z serwerem · spoils the link to the server instead', false)
	.parse()
	.opts<Options>();

console.log(`npm run soak -- ${wire ? '--wire ' : ''}--rounds ${rounds} --seed ${seed}`);
const files = wire
	? ['test/till/sync/faults/storm.test.ts', 'test/till/sync/faults/tls-every-byte.test.ts']
	: ['test/till/kill.test.ts'];
const settings = wire
	? {OSTOJA_WIRE_ROUNDS: String(rounds), OSTOJA_WIRE_SEED: String(seed), OSTOJA_WIRE_EVERY_BYTE: '1'}
	: {OSTOJA_KILL_ROUNDS: String(rounds), OSTOJA_KILL_SEED: String(seed)};
const timeout = `--timeout=${60_000 + rounds * roundMsMax}ms`;
const {status} = spawnSync('npx', ['--no-install', 'ava', timeout, ...files], {
	stdio: 'inherit',
	env: {...process.env, ...settings},
});
process.exitCode = status ?? 1;
