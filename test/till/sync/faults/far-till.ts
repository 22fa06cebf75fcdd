/** Starts a till in a process of its own and speaks with it. */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {temporaryFolder} from '../../replica/folder.ts';
import {shortTimings} from '../shop.ts';
import type {Errand, FarTillSettings, Report} from './programs/far-till.ts';

export interface FarTill {
	sell(count: number): Promise<void>;
	report(): Promise<Report>;
	stop(): Promise<void>;
}

const program = fileURLToPath(new URL('programs/far-till.ts', import.meta.url));

export async function startFarTill(
	t: ExecutionContext,
	wishes: {
		/** Of the cable, with the scheme it is spoken to in. */
		readonly url: string;
		/** The server's, with user and password in it. */
		readonly serverUrl: string;
		readonly prefix: string;
		readonly seed: number;
		readonly certificateFile?: string;
	},
): Promise<FarTill> {
	const {username: user, password} = new URL(wishes.serverUrl);
	const settings: FarTillSettings = {
		dataDir: temporaryFolder(t),
		url: wishes.url,
		user,
		password,
		prefix: wishes.prefix,
		seed: wishes.seed,
		timings: shortTimings,
	};
	const {certificateFile} = wishes;
	const till = fork(program, [JSON.stringify(settings)], {
		execArgv: ['--import=tsx'],
		env: {...process.env, ...(certificateFile !== undefined && {NODE_EXTRA_CA_CERTS: certificateFile})},
	});
	const exited = once(till, 'exit');
	t.teardown(async () => {
		if (till.exitCode === null) till.kill();
		await exited;
	});
	const answer = async (): Promise<unknown> => {
		const [said] = await Promise.race([
			once(till, 'message'),
			exited.then(([code]) => Promise.reject(new Error(`the till is gone, with ${code}`))),
		]);
		return said;
	};
	await answer();
	const tell = async (errand: Errand): Promise<unknown> => {
		const said = answer();
		till.send(errand);
		return said;
	};
	return {
		async sell(count) {
			await tell({kind: 'sell', count});
		},
		report: async () => (await tell({kind: 'report'})) as Report,
		async stop() {
			till.send({kind: 'stop'});
			await exited;
		},
	};
}
