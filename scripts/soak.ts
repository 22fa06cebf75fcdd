/**
 * `npm run soak`: kills a till again and again, as `npm test` does, for as many rounds as one has patience for.
 *
 *   npm run soak -- --rounds 500 --seed 7
 *
 * A failure names its seed and round: the same command again meets the same customers and the same troubles.
 */
import {spawnSync} from 'node:child_process';
import {Command, InvalidArgumentError} from 'commander';

interface Options {
	readonly rounds: number;
	readonly seed: number;
}

/** Far more than a round takes. */
const roundMsMax = 20_000;

const {rounds, seed} = new Command('npm run soak --')
	.description('Zabija kasę w środku sprzedaży, raz po raz · Kills a till in the middle of selling, again and again')
	.option('--rounds <count>', 'ile razy · how often', readWhole, 200)
	.option('--seed <number>', 'ziarno losowości · what chance is drawn from', readWhole, Date.now() % 1_000_000)
	.parse()
	.opts<Options>();

console.log(`npm run soak -- --rounds ${rounds} --seed ${seed}`);
const timeout = `--timeout=${60_000 + rounds * roundMsMax}ms`;
const {status} = spawnSync('npx', ['--no-install', 'ava', timeout, 'test/till/kill.test.ts'], {
	stdio: 'inherit',
	env: {...process.env, OSTOJA_KILL_ROUNDS: String(rounds), OSTOJA_KILL_SEED: String(seed)},
});
process.exitCode = status ?? 1;

function readWhole(text: string): number {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value >= 0) return value;
	throw new InvalidArgumentError('to nie jest liczba całkowita · not a whole number');
}
